import { assertEquals } from "@std/assert";
import { EXTENSIONS } from "@/lib/extract/document/file_kind.ts";
import { DOCUMENT_TYPES } from "@/lib/ui/form/document_types.ts";

// The browser's modules import none of the server's, so this is what keeps the two at one.
Deno.test("file pickers offer what is read, and nothing that is refused", () => {
  assertEquals(DOCUMENT_TYPES.split(","), EXTENSIONS.map((extension) => `.${extension}`));
});
