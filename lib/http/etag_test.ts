import { assertEquals } from "@std/assert";
import { etagOf, ifMatch } from "@/lib/http/etag.ts";

const cases: [header: string | null, version: number, passes: boolean][] = [
  [null, 0, true],
  [null, 7, true],
  ["*", 0, false],
  ["*", 1, true],
  ['"0"', 0, true],
  ['"1"', 0, false],
  ['"1"', 1, true],
  ['"1", "2"', 2, true],
  ['"12"', 2, false],
  ['W/"2"', 2, true],
  ["2", 2, false],
  ["", 0, false],
];

for (const [header, version, passes] of cases) {
  Deno.test(`ifMatch ${header} ${passes ? "lets" : "does not let"} version ${version} pass`, () => {
    assertEquals(ifMatch(header)(version), passes);
  });
}

Deno.test("etagOf is what ifMatch takes", () => {
  assertEquals(ifMatch(etagOf(3))(3), true);
});
