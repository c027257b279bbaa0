import { assertEquals } from "@std/assert";
import { logicalOrder, runsLeft } from "@/lib/extract/pdf/layout/direction.ts";

/** What stands on the page from left to right, and what is read. */
const LINES: [string, string][] = [
  ["ןהכ דוד", "דוד כהן"],
  ["2019 דע 2015 תנשמ", "משנת 2015 עד 2019"],
  ["050-123-4567 :ןופלט", "טלפון: 050-123-4567"],
  ["4567 123 50 966+ :ףתאה", "האתף: +966 50 123 4567"],
  ["Northwind Pay תרבחב", "בחברת Northwind Pay"],
  ["Python 3.11 תודע", "עדות Python 3.11"],
];

Deno.test("logicalOrder reads from right to left what is not Latin and no number", () => {
  for (const [drawn, text] of LINES) assertEquals(logicalOrder([...drawn]), text);
});

Deno.test("runsLeft goes by the letters", () => {
  assertEquals(runsLeft([..."Engineer at תרבח"]), false);
  assertEquals(runsLeft([..."2015 2019 דוד C"]), true);
  assertEquals(runsLeft([..."2015"]), false);
});
