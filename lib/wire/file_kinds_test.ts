import { assertEquals } from "@std/assert";
import { ACCEPTED, KINDS_IN_WORDS } from "@/lib/wire/file_kinds.ts";

Deno.test("the page offers and names every kind that is read", () => {
  assertEquals(ACCEPTED, ".pdf,.docx,.odt,.rtf,.html,.htm,.txt,.text,.md,.markdown");
  assertEquals(KINDS_IN_WORDS, "PDF, DOCX, ODT, RTF, HTML or text");
});
