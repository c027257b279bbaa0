import { assertEquals } from "@std/assert";
import { cellAfter } from "@/lib/client/workbench/grid_keys.ts";

const SIZE = { rows: 100, columns: 8 };
const CASES: [key: string, from: [number, number], to: [number, number] | null][] = [
  ["ArrowDown", [3, 2], [4, 2]],
  ["ArrowUp", [0, 2], [-1, 2]],
  ["ArrowUp", [-1, 2], [-1, 2]],
  ["ArrowDown", [99, 2], [99, 2]],
  ["ArrowRight", [3, 7], [3, 7]],
  ["ArrowLeft", [3, 0], [3, 0]],
  ["PageDown", [-1, 1], [10, 1]],
  ["PageUp", [4, 1], [0, 1]],
  ["Home", [4, 5], [4, 0]],
  ["End", [4, 5], [4, 7]],
  ["Ctrl+Home", [4, 5], [0, 0]],
  ["Ctrl+End", [4, 5], [99, 7]],
  ["j", [4, 5], null],
];
for (const [key, [row, column], to] of CASES) {
  Deno.test(`cellAfter leads from ${row}, ${column} by ${key} to ${to ?? "nowhere"}`, () => {
    const press = { key: key.replace("Ctrl+", ""), ctrlKey: key.startsWith("Ctrl+") };
    const next = cellAfter({ row, column }, SIZE, press);
    assertEquals(next && [next.row, next.column], to);
  });
}
