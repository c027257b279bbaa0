import { assertEquals } from "@std/assert";
import { markedText } from "@/lib/client/document/marked_text.ts";

const lines = (...numbers: (number | null)[]) =>
  numbers.map((evidence_line) => ({ evidence_line }));

Deno.test("markedText parts a text at its evidence and loses no line", () => {
  const text = "Ann\n\nWrote SQL\nBaked\nBread\nSQL";
  const pieces = markedText(text, lines(3, null, 6, 3));
  assertEquals(pieces, [
    { text: "Ann\n", line: 1, requirements: [] },
    { text: "Wrote SQL", line: 3, requirements: [0, 3] },
    { text: "Baked\nBread", line: 4, requirements: [] },
    { text: "SQL", line: 6, requirements: [2] },
  ]);
  assertEquals(pieces.map(({ text }) => text).join("\n"), text);
});

Deno.test("markedText takes lines that aren't there for none", () => {
  assertEquals(markedText("Ann", lines(7, 0)), [{ text: "Ann", line: 1, requirements: [] }]);
  assertEquals(markedText("Ann", []), [{ text: "Ann", line: 1, requirements: [] }]);
});
