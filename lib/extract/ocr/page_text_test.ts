import { assertEquals } from "@std/assert";
import { textOf } from "@/lib/extract/ocr/page_text.ts";
import { linesOf } from "@/lib/extract/ocr/page_words.ts";

/** Rows of Tesseract's TSV: each word at 10 pixels a letter, lines of 20 pixels. */
function tsvOf(
  lines: [block: number, top: number, words: [left: number, text: string, sure?: number][]][],
) {
  const rows = lines.flatMap(([block, top, words], line) => [
    `4\t1\t${block}\t1\t${line}\t0\t0\t${top}\t900\t20\t-1\t`,
    ...words.map(([left, text, sure = 95], word) =>
      [5, 1, block, 1, line, word, left, top, text.length * 10, 20, sure, text].join("\t")
    ),
  ]);
  return rows.join("\n") + "\n";
}

const read = (lines: Parameters<typeof tsvOf>[0]) => textOf(linesOf(tsvOf(lines)));

Deno.test("textOf parts what stands far apart by a tab, blocks and paragraphs by an empty line", () => {
  assertEquals(
    read([
      [1, 0, [[0, "Engineer,"], [100, "Acme"], [600, "2014"], [650, "-"], [670, "2020"]]],
      [1, 25, [[0, "Berlin"]]],
      [1, 90, [[0, "Skills"]]],
      [2, 95, [[0, "Go"]]],
    ]),
    "Engineer, Acme\t2014 - 2020\nBerlin\n\nSkills\n\nGo",
  );
});

Deno.test("textOf joins a word that was broken at the end of a line", () => {
  assertEquals(read([[1, 0, [[0, "devel-"]]], [1, 25, [[0, "oper"]]]]), "developer");
});

Deno.test("textOf takes what begins several lines for a bullet", () => {
  const lines: Parameters<typeof tsvOf>[0] = [
    [1, 0, [[0, "e"], [20, "Built"]]],
    [1, 25, [[0, "e"], [20, "Led"]]],
    [1, 50, [[0, "+"], [60, "Planned"]]],
  ];
  assertEquals(read(lines), "• Built\n• Led\n+\tPlanned");
});

Deno.test("linesOf leaves out what is hardly a word", () => {
  assertEquals(
    read([[1, 0, [[0, "Jane", 30], [50, "zx", 12], [80, "|", 40], [60, "&", 90], [120, " "]]]]),
    "Jane &",
  );
  assertEquals(linesOf("").length + linesOf("5\t1").length, 0);
});
