import { assertEquals, assertThrows } from "@std/assert";
import { FILES_PER_PAGE } from "@/lib/extract/container/entry.ts";
import { decodePage } from "@/lib/extract/container/page_decoder.ts";
import { encodePage, type PageReply } from "@/lib/extract/container/page_message.ts";

const content = new Uint8Array([1, 2]);
const PAGE: PageReply = {
  reason: null,
  files: [
    { name: "a", size: 2, content, fault: null },
    { name: "b", size: 9, content: new Uint8Array(0), fault: "too_large" },
  ],
  next: 7,
};

Deno.test("decodePage reads what encodePage has written", () => {
  const { head, body } = encodePage(PAGE);
  const bytes = new Uint8Array(body.flatMap((part) => [...part]));
  assertEquals(decodePage(JSON.parse(JSON.stringify(head)), bytes, 5), PAGE);
});

const [file] = encodePage(PAGE).head.files;
const FORGED: Record<string, unknown> = {
  "a page that goes on where it began": { reason: null, files: [], next: 5 },
  "a page that goes back": { reason: null, files: [file], next: 1 },
  "a page that goes on for ever": { reason: null, files: [file], next: 1_000_000 },
  "bytes of nobody": { reason: null, files: [], next: null },
  "more bytes than came": { reason: null, files: [{ ...file, bytes: 3 }], next: null },
  "too many files": {
    reason: null,
    files: [file, ...Array(FILES_PER_PAGE).fill({ ...file, bytes: 0 })],
    next: null,
  },
  "an endless name": { reason: null, files: [{ ...file, name: "a".repeat(9_999) }], next: null },
  "an unknown reason": { reason: "bored", files: [file], next: null },
};

for (const [what, head] of Object.entries(FORGED)) {
  Deno.test(`decodePage refuses ${what}`, () => {
    assertThrows(() => decodePage(head, content, 5));
  });
}
