import { assertEquals, assertThrows } from "@std/assert";
import { crc32 } from "node:zlib";
import { concat } from "@/lib/bytes.ts";
import { decompressedRtf } from "@/lib/extract/container/mapi/compressed_rtf.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { compressedRtfOf } from "@/lib/extract/testing/mail/outlook_fixture.ts";

const RTF = "{\\rtf1\\ansi I am Anna, a baker}";
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(decompressedRtf(bytes));
const hex = (digits: string) => Uint8Array.fromHex(digits.replaceAll(" ", ""));
/** CRC-32 that begins at 0 and is not turned over. */
const crcOf = (compressed: Uint8Array) =>
  (crc32(compressed.subarray(16), 0xffffffff) ^ 0xffffffff) >>> 0;

Deno.test("decompressedRtf reads the examples of [MS-OXRTFCP] 4.1", () => {
  const examples = {
    "2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0":
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    "1a000000 1c000000 4c5a4675 e2d44b51 41000420 5758595a 0d6e7d01 0eb0":
      "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
  };
  for (const [digits, text] of Object.entries(examples)) assertEquals(textOf(hex(digits)), text);
});

Deno.test("decompressedRtf reads what isn't compressed", () => {
  const bytes = compressedRtfOf("").slice(0, 16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 12 + RTF.length, true);
  view.setUint32(4, RTF.length, true);
  view.setUint32(8, 0x414c454d, true);
  assertEquals(textOf(new Uint8Array([...bytes, ...new TextEncoder().encode(`${RTF}\0`)])), RTF);
});

Deno.test("decompressedRtf believes no size, and a CRC only where the end is missing", () => {
  const open = compressedRtfOf(RTF, { ends: false });
  for (
    const bytes of [
      compressedRtfOf(RTF, { size: 2 ** 31 }),
      compressedRtfOf(RTF, { size: 0 }),
      compressedRtfOf(RTF, { crc: 1 }),
      compressedRtfOf(RTF, { ends: false, crc: crcOf(open) }),
    ]
  ) {
    assertEquals(textOf(bytes), RTF);
    assertEquals(decompressedRtf(bytes).buffer.byteLength < 1_000, true);
  }
  assertThrows(() => decompressedRtf(open), RangeError);
  assertThrows(() => decompressedRtf(compressedRtfOf(RTF).slice(0, -5)), RangeError);
  assertThrows(() => decompressedRtf(new TextEncoder().encode(RTF)), RangeError);
  assertThrows(() => decompressedRtf(new Uint8Array(3)), RangeError);
});

Deno.test("decompressedRtf refuses what comes to more than 10 MB", () => {
  // Eight references of 16 letters each, to a place that is never the end.
  const block = [0xff, ...Array<number[]>(8).fill([0x00, 0x0e]).flat()];
  const content = new Uint8Array(1_500_000).map((_, at) => block[at % block.length]);
  const bytes = concat([compressedRtfOf("").subarray(0, 16), content]);
  new DataView(bytes.buffer).setUint32(0, bytes.length, true);
  const error = assertThrows(() => decompressedRtf(bytes), ExtractionError);
  assertEquals(error.reason, "too_much_inside");
});
