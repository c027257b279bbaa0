import { assertEquals } from "@std/assert";
import { ACCEPTED, KINDS_IN_WORDS } from "@/lib/wire/file_kinds.ts";

Deno.test("the page offers and names every kind that is read", () => {
  assertEquals(
    ACCEPTED,
    ".pdf,.docx,.docm,.dotx,.doc,.dot,.odt,.ott,.pages,.rtf," +
      ".html,.htm,.xhtml,.mht,.mhtml,.png,.jpg,.jpeg,.tif,.tiff,.webp,.txt,.text,.md,.markdown," +
      ".zip,.eml,.msg,.dat,.tnef,.mbox",
  );
  assertEquals(
    KINDS_IN_WORDS,
    "PDF, DOCX, DOC, ODT, Pages, RTF, HTML, PNG, JPEG, TIFF, WebP, text, ZIP, e-mail or mailbox",
  );
});
