import { assertEquals } from "@std/assert";
import { likenessOf } from "@/lib/resume/likeness/likeness.ts";
import { isSamePerson } from "@/lib/resume/likeness/same_person.ts";
import { parseResume } from "@/lib/resume/reading/parse.ts";

const now = new Date("2026-11-25T00:00:00Z");
const base = parseResume("", now);

function likeness(name: string | null, email: string | null, phone: string | null) {
  return likenessOf({ ...base, name, email, phone }, "");
}

Deno.test("likenessOf knows an address, a number and a name however they are written", () => {
  const is = likeness("Åsa Öst-Núñez", "A.Ek+jobs@GoogleMail.com", "+46 (0)70-123 45 67");
  assertEquals([is.email, is.phone, is.name], ["aek@gmail.com", "01234567", [
    "asa",
    "ost",
    "nunez",
  ]]);
  assertEquals(likeness(null, "a.ek@work.se", "070 123 45 67").phone, "01234567");
  assertEquals(likeness(null, "a.ek@work.se", "123 45").phone, null);
  assertEquals(likeness(null, "a.ek@work.se", null).email, "a.ek@work.se");
});

Deno.test("likenessOf takes the starts of positions from a resume", () => {
  const text =
    "Anna Ek\n\nExperience\nBaker, Acme, Jan 2019 - Present\nCook, Bistro, 03/2016 - 12/2018";
  const { starts, name } = likenessOf(parseResume(text, now), text);
  assertEquals([starts, name], [[2019 * 12, 2016 * 12 + 2], ["anna", "ek"]]);
});

const person = (name: string, email = "", phone = "", starts: number[] = []) => ({
  name: name.split(" ").filter((word) => word !== ""),
  email: email || null,
  phone: phone || null,
  starts,
});

const PAIRS: [a: ReturnType<typeof person>, b: ReturnType<typeof person>, same: boolean][] = [
  [person("anna ek", "a@x.se"), person("anna ek", "a@x.se"), true],
  [person("anna ek", "a@x.se"), person("anna berg", "a@x.se"), true],
  [person("anna ek", "a@x.se"), person("", "a@x.se"), true],
  [person("anna ek", "", "12345678"), person("anna maria ek", "", "12345678"), true],
  [person("ek anna", "a@x.se"), person("anna ek", "a@x.se"), true],
  // An agency's address, a family's number.
  [person("anna ek", "jobs@agency.se"), person("bo lind", "jobs@agency.se"), false],
  [person("anna ek", "", "12345678"), person("erik ek", "", "12345678"), false],
  [person("anna ek", "a@x.se", "", [1, 2]), person("anna ek", "b@y.se", "", [1, 2, 3]), true],
  [person("anna ek", "", "", [1]), person("anna ek", "", "", [1]), true],
  [person("anna ek", "", "", [1, 2]), person("anna ek", "", "", [1, 9]), false],
  [person("anna ek", "", "", [1, 2]), person("anna ek", "", "", []), false],
  [person("anna ek", "", "", []), person("anna ek", "", "", []), false],
  [person("anna", "", "", [1, 2]), person("anna", "", "", [1, 2]), false],
  [person("", "", "", [1, 2]), person("", "", "", [1, 2]), false],
  [person("", "", ""), person("", "", ""), false],
];

Deno.test("isSamePerson goes by address and number unless the names say otherwise, else by name and history", () => {
  for (const [a, b, same] of PAIRS) {
    assertEquals(isSamePerson(a, b), same, JSON.stringify([a, b]));
    assertEquals(isSamePerson(b, a), same, JSON.stringify([b, a]));
  }
});
