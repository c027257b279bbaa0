import { assertEquals } from "@std/assert";
import type { Result } from "@/lib/wire/result.ts";
import { blindText } from "@/lib/wire/blind/blind_text.ts";

function resultOf(name: string | null, location: string | null, file: string): Result {
  const candidate = {
    name,
    location,
    email: "ada@example.com",
    phone: null,
    years_experience: null,
    skills: [],
  };
  return { candidate, name: file } as unknown as Result;
}

const ADA = resultOf("Ada Lovelace", "London, UK", "senior_engineer.pdf");

Deno.test("blindText takes out what tells whose the text is", () => {
  const cases = [
    ["ADA LOVELACE led a team", "[hidden] led a team"],
    ["Ms Lovelace's TypeScript", "[hidden]'s TypeScript"],
    ["Write to ada.l@mail.example.org", "Write to [hidden]"],
    ["Call +1 (212) 555-0147 now", "Call [hidden] now"],
    ["See github.com/ada and https://ada.example", "See [hidden] and [hidden]"],
    ["Acme, London", "Acme, [hidden]"],
  ];
  for (const [text, blind] of cases) assertEquals(blindText(text, ADA), blind);
});

Deno.test("blindText leaves other words and spans of years", () => {
  const text = "Senior engineer 2014 - 2019, Canada, adaptable; 10000 users";
  assertEquals(blindText(text, ADA), text);
});

Deno.test("blindText goes by the file's name where there is no other", () => {
  const result = resultOf(null, null, "Grace_Hopper (1).txt");
  assertEquals(blindText("Grace Hopper wrote COBOL", result), "[hidden] [hidden] wrote COBOL");
});

Deno.test("blindText takes names as they are written", () => {
  const result = resultOf("Jean-Luc O'Neil (Jr.) [x", null, "a+b$.pdf");
  assertEquals(blindText("By Jean-Luc O'Neil, a+b$", result), "By [hidden] [hidden], [hidden]");
});
