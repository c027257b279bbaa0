import { assertEquals, assertRejects } from "@std/assert";
import { frame, FrameReader, readFrame } from "@/lib/extract/sandbox/frames.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

/** Two frames, one of them empty, as one byte after the other. */
function twoFrames(): Uint8Array<ArrayBuffer>[] {
  const all = [...frame(bytes(1), bytes(2, 3)), ...frame()].flatMap((chunk) => [...chunk]);
  return all.map((value) => bytes(value));
}

Deno.test("FrameReader puts frames together from any pieces", async () => {
  const reader = new FrameReader(ReadableStream.from(twoFrames()), 100);
  assertEquals(await reader.next(), bytes(1, 2, 3));
  assertEquals(await reader.next(), bytes());
  assertEquals(await reader.next(), null);
});

Deno.test("FrameReader ends with a stream that breaks off, and refuses long frames", async () => {
  const cut = new FrameReader(ReadableStream.from(twoFrames().slice(0, 6)), 100);
  assertEquals(await cut.next(), null);
  const small = new FrameReader(ReadableStream.from(twoFrames()), 2);
  await assertRejects(() => small.next(), RangeError);
});

Deno.test("readFrame puts frames together from any pieces", () => {
  const pieces = twoFrames();
  const read = (target: Uint8Array) => {
    const piece = pieces.shift();
    if (piece === undefined) return null;
    target.set(piece);
    return piece.length;
  };
  assertEquals([readFrame(read), readFrame(read), readFrame(read)], [
    bytes(1, 2, 3),
    bytes(),
    null,
  ]);
});

Deno.test("frame copies small parts into one chunk and leaves large ones", () => {
  assertEquals(frame(bytes(7)), [bytes(1, 0, 0, 0, 7)]);
  const large = new Uint8Array(300_000);
  const [header, part] = frame(large);
  assertEquals(new DataView(header.buffer).getUint32(0, true), 300_000);
  assertEquals(part === large, true);
});
