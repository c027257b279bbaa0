import { assertEquals } from "@std/assert";
import { joinAccents } from "@/lib/extract/pdf/layout/accents.ts";

const glyph = (text: string, left: number, right: number, blanks = 0) => ({
  box: { left, right, bottom: 0, top: 10 },
  text,
  left,
  right,
  y: 700,
  size: 11,
  blanks,
});
const textOf = (glyphs: Parameters<typeof joinAccents>[0]) =>
  joinAccents(glyphs).map(({ text, blanks }) => " ".repeat(blanks) + text).join("");

Deno.test("joinAccents joins an accent and the letter under it, in either order", () => {
  assertEquals(textOf([glyph("s", 0, 5), glyph("´", 6, 10), glyph("e", 5, 11)]), "sé");
  assertEquals(textOf([glyph("e", 5, 11), glyph("´", 6, 10), glyph("s", 11, 16)]), "és");
  assertEquals(textOf([glyph("c", 5, 11), glyph("¸", 6, 10), glyph("a", 11, 16)]), "ça");
  assertEquals(textOf([glyph("¨", 6, 10, 1), glyph("U", 5, 11)]), " Ü");
  assertEquals(textOf([glyph("´", 6, 9), glyph("ı", 6, 9)]), "í");
});

Deno.test("joinAccents leaves alone what stands beside a letter, or makes none with it", () => {
  assertEquals(textOf([glyph("~", 0, 5), glyph("n", 5, 11)]), "~n");
  assertEquals(textOf([glyph("`", 6, 10), glyph("k", 5, 11)]), "`k");
  assertEquals(textOf([glyph("^", 0, 5), glyph("2", 1, 6)]), "^2");
});
