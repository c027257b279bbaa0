import { assertEquals, assertThrows } from "@std/assert";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { docText } from "@/lib/extract/doc/doc_text.ts";
import {
  compoundOf,
  docOf,
  type DocParts,
  oldDocOf,
  type OldDocParts,
} from "@/lib/extract/testing/doc_fixture.ts";

const HIDDEN = [0x3c, 0x08, 1];
const DELETED = [0x00, 0x08, 1];
const WHITE = [0x70, 0x68, 0xff, 0xff, 0xff, 0];
const SHADED = [0x66, 0x48, 1, 0];
const TINY = [0x43, 0x4a, 2, 0];
const BLACK_IN_ARABIC = [0x60, 0x4a, 1, 0];

/** A body, what else there is, the text that is to come of it, and its hidden characters. */
const BODIES: Record<string, [string, DocParts, string, number]> = {
  "paragraphs, tabs, lines and hyphens": [
    "Jane\rAcme\t2019\vnon\x1estop soft\x1fly\r",
    {},
    "Jane\nAcme\t2019\nnon-stop softly",
    0,
  ],
  "letters of any script": ["Мария\r山田\rMüller\r", {}, "Мария\n山田\nMüller", 0],
  "what fields show, and not their code": [
    "Page \x13 PAGE \x14 1\x15 of \x13 IF \x13 X \x14 Y\x15 = 1 \x14 2\x15\r",
    {},
    "Page  1 of  2",
    0,
  ],
  "text after a field that never ends": ["a\x13 PAGE\rb\r", {}, "a\nb", 0],
  "the address of a link, where the text lacks it": [
    'Mail \x13 HYPERLINK "mailto:jane@example.org" \x14me\x15\r',
    {},
    "Mail me\n\njane@example.org",
    0,
  ],
  "an address that stands in the text once": [
    '\x13 HYPERLINK "mailto:jane@example.org" \x14Jane@Example.org\x15\r',
    {},
    "Jane@Example.org",
    0,
  ],
  "cells apart, and rows": [
    "Acme\x072019\x07\x07Beta\x072021\x07\x07",
    {},
    "Acme\t2019\t\nBeta\t2021",
    0,
  ],
  "headers first": ["Body\r", { header: "Jane\r" }, "Jane\n\nBody", 0],
  "text boxes": ["Body\r", { boxes: "Berlin\r" }, "Body\n\nBerlin", 0],
  "hidden text apart": ["Jane wizard\r", { runs: [[5, []], [6, HIDDEN]] }, "Jane", 6],
  "tiny text apart": ["Jane wizard\r", { runs: [[5, []], [6, TINY]] }, "Jane", 6],
  "white text apart": ["Jane wizard\r", { runs: [[5, []], [6, WHITE]] }, "Jane", 6],
  "white text on a ground": [
    "Jane wizard\r",
    { runs: [[5, []], [6, [...WHITE, ...SHADED]]] },
    "Jane wizard",
    0,
  ],
  "no deleted text": ["Jane wizard\r", { runs: [[5, []], [6, DELETED]] }, "Jane", 0],
  "text of a colour that ends like the mark of deletion": [
    "Jane wizard\r",
    { runs: [[5, []], [6, BLACK_IN_ARABIC]] },
    "Jane wizard",
    0,
  ],
  "bullets of picture fonts": ["\uf0b7 Built it\r", {}, "• Built it", 0],
};

for (const [what, [body, parts, text, hidden]] of Object.entries(BODIES)) {
  Deno.test(`docText keeps ${what}`, () => {
    assertEquals(docText(docOf(body, parts)), { text, hidden });
  });
}

/** A character for each byte. */
function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Of Word 6 or 95: its bytes, what else there is, the text that is to come of it, hidden characters. */
const OLD_BODIES: Record<string, [string, OldDocParts, string, number]> = {
  "paragraphs, tabs and lines": ["M\xfcller\rAcme\t2019\vx\r", {}, "Müller\nAcme\t2019\nx", 0],
  "cells and rows": ["Acme\x072019\x07\x07B\x072021\x07\x07", {}, "Acme\t2019\t\nB\t2021", 0],
  "the address of a link": [
    '\x13 HYPERLINK "mailto:jane@example.org" \x14me\x15\r',
    {},
    "me\n\njane@example.org",
    0,
  ],
  "headers first and text boxes last": [
    "Body\r",
    { header: "Jane\r", boxes: "Berlin\r" },
    "Jane\n\nBody\n\nBerlin",
    0,
  ],
  "letters of its language": ["\xcc\xe0\xf0\xe8\xff\r", { language: 0x419 }, "Мария", 0],
  "letters of its fonts where it says English": [
    "\xcc\xe0\xf0\xe8\xff\r",
    { fonts: [0, 2, 204] },
    "Мария",
    0,
  ],
  "Western letters whatever fonts it names": [
    "Bj\xf6rn \xc5s\r",
    { language: 0x41d, fonts: [0, 238] },
    "Björn Ås",
    0,
  ],
  "letters of two bytes": ["\x8eR\x93c\r", { language: 0x411 }, "山田", 0],
  "letters of a Macintosh": ["M\x9fller\r", { isMac: true }, "Müller", 0],
  "letters in UTF-16": ["\x1c\x04\x38\x04\x0d\x00", { isWide: true }, "Ми", 0],
  "pieces in their order": ["Jane Smith\rBerlin\r", { pieces: [11, 7] }, "Jane Smith\nBerlin", 0],
  "hidden, tiny and deleted text apart": [
    "Jane wizard guru gone\r",
    { runs: [[5, []], [6, [85, 1, 92, 1]], [5, [99, 2, 0]], [5, [98, 8, 65, 1]]] },
    "Jane",
    4 + 6,
  ],
  "text whose properties are not known": [
    "Jane wizard\r",
    { runs: [[5, [250, 1, 92, 1]], [7, [68, 9, 1]]] },
    "Jane wizard",
    0,
  ],
};

for (const [what, [body, parts, text, hidden]] of Object.entries(OLD_BODIES)) {
  Deno.test(`docText keeps of a document of Word 6 ${what}`, () => {
    assertEquals(docText(oldDocOf(bytes(body), parts)), { text, hidden });
  });
}

/** A document of Word 6 with the number at this byte of its text's stream changed. */
function oldWith(at: number, number: number, flags = 0): Uint8Array {
  const file = oldDocOf(bytes("Jane\r".repeat(2_000)));
  const mark = file.findIndex((byte, index) => byte === 0xdc && file[index + 1] === 0xa5);
  const view = new DataView(file.buffer);
  view.setUint16(mark + 10, flags, true);
  view.setUint32(mark + at, number, true);
  return file;
}

const whole = docOf("Jane\r".repeat(2_000));

/** A document with the number at this byte changed. */
function changed(at: number, number: number): Uint8Array {
  const bytes = whole.slice();
  new DataView(bytes.buffer).setUint32(at, number, true);
  return bytes;
}

const REFUSED: Record<string, [Uint8Array, string]> = {
  "a password": [docOf("Jane\r", { encrypted: true }), "encrypted"],
  "a newer document's password": [
    compoundOf({ EncryptedPackage: new Uint8Array(9) }),
    "encrypted",
  ],
  "sheets": [compoundOf({ Workbook: new Uint8Array(9) }), "unsupported"],
  "a document of Word 6 with a password": [
    oldDocOf(bytes("Jane"), { encrypted: true }),
    "encrypted",
  ],
  "a document of Word 6 that says it is longer than it is": [oldWith(0x34, 90_000), "corrupt"],
  "a document of Word 6 that says it has 2 billion letters": [
    oldWith(0x34, 2 ** 31),
    "too_much_text",
  ],
  "a document of Word 6 whose text begins after its end": [oldWith(0x18, 2 ** 31), "corrupt"],
  "a document of Word 6 without the pieces that it should have": [oldWith(0x164, 0, 4), "corrupt"],
  "a document of Word 6 whose pieces reach out of it": [oldWith(0x164, 2 ** 31, 4), "corrupt"],
  "a document of Word 6 of more text than a resume has": [
    oldDocOf(bytes("Jane Smith\r".repeat(60_000))),
    "too_much_text",
  ],
  "a mark alone": [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), "corrupt"],
  "a cut file": [whole.slice(0, 4_000), "corrupt"],
  "a text that is cut": [docOf("Jane\r").slice(0, 4_096), "corrupt"],
  "a chain of sectors that goes round": [changed(512 + 4 * 3, 2), "corrupt"],
  "a sector that follows itself": [changed(512 + 4 * 3, 3), "corrupt"],
  "a directory that goes round": [changed(512 + 4, 1), "corrupt"],
  "tables of tables that go round": [changed(68, 1), "corrupt"],
  "more text than a resume has": [docOf("Jane Smith\r".repeat(60_000)), "too_much_text"],
  "fields in fields without end": [docOf("\x13".repeat(100_000)), "corrupt"],
};

for (const [what, [bytes, reason]] of Object.entries(REFUSED)) {
  Deno.test(`docText refuses ${what}`, () => {
    const error = assertThrows(() => docText(bytes), ExtractionError);
    assertEquals(error.reason, reason);
  });
}
