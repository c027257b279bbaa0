import { assertEquals } from "@std/assert";
import { linesOf } from "@/lib/resume/text/lines.ts";

Deno.test("linesOf numbers lines as the text has them, those left out too", () => {
  const text = "Ann Lee\n\n---\n\u2022 Wrote SQL\n" + "word ".repeat(300) + "\nMünchen";
  assertEquals(linesOf(text).map(({ text, number }) => [text.slice(0, 9), number]), [
    ["Ann Lee", 1],
    ["Wrote SQL", 4],
    ["word word", 5],
    ["word word", 5],
    ["München", 6],
  ]);
});
