import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { indexOfBytes, searchedPiece } from "@/lib/http/multipart/_searched_piece.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("indexOfBytes finds what Buffer.indexOf finds", () => {
  // Of few letters, so that much is nearly the same.
  const letter = () => "ab\r\n"[Math.floor(Math.random() * 4)];
  const word = (length: number) => Array.from({ length }, letter).join("");
  for (let run = 0; run < 3000; run++) {
    const [text, wanted] = [word(run % 40), bytes(word(1 + run % 7))];
    const from = Math.floor(Math.random() * 42);
    const found = indexOfBytes(bytes(text), wanted, from);
    assertEquals(found, Buffer.from(text).indexOf(wanted, from), JSON.stringify([text, wanted]));
  }
});

Deno.test("searchedPiece is the piece, and searches for all else as before", () => {
  const piece = bytes("xx one\r\n--two one").subarray(2);
  const searched = searchedPiece(piece);
  assertEquals(searched.buffer, piece.buffer);
  assertEquals(searched.indexOf(bytes("one"), 2), 12);
  assertEquals(searched.indexOf("one"), 1);
  assertEquals(searched.indexOf(45), 6);
  assertEquals(searched.indexOf(bytes("three")), -1);
  assertEquals(searched.subarray(1).indexOf(bytes("one"), 0), 0);
});
