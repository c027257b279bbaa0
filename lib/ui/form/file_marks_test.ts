import { assertEquals } from "@std/assert";
import { markSentences, marksOf } from "@/lib/ui/form/file_marks.ts";

const file = (name: string, text = "x", lastModified = 1) =>
  new File([text], name, { lastModified });

Deno.test("marksOf marks what would be refused, and what was chosen twice", () => {
  const cases: [File, ReturnType<typeof marksOf>[number]][] = [
    [file("a.pdf"), null],
    [file("A.PDF"), null],
    [file("README"), null],
    [file("a.pdf", "y", 2), null],
    [file("a.pdf"), "twice"],
    [file("b.pdf", ""), "empty"],
    [file("c.gif"), "unknown"],
    [file("d.tar.gz"), "unknown"],
    [file("e.txt", "x".repeat(11)), "large"],
  ];
  assertEquals(marksOf(cases.map(([file]) => file), 10), cases.map(([_, mark]) => mark));
});

Deno.test("markSentences says of each kind what will come of it", () => {
  const files = [file("a.txt", ""), file("b.gif"), file("c.gif"), file("d.txt"), file("d.txt")];
  assertEquals(markSentences(files, marksOf(files, 10), 10), [
    "a.txt is empty and will be refused",
    "b.gif and 1 other are not of a kind that can be read and may be refused",
    "d.txt was chosen twice",
  ]);
  const large = file("large.txt", "x".repeat(11));
  assertEquals(markSentences([large], marksOf([large], 10), 10), [
    "large.txt is over 10 B and won't be sent",
  ]);
});
