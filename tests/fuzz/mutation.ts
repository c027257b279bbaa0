import type { Random } from "@/tests/fuzz/random.ts";

/** Numbers at which lengths and offsets go wrong, as bytes. */
const NUMBERS = [
  [0],
  [0xff],
  [0x7f],
  [0x80],
  [0, 0, 0, 0],
  [0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0x80],
  [0, 0, 1, 0],
];
/** Numbers and marks of texts, at which readers of text go wrong. */
const TEXTS = [
  ..."<>{}[]()\\/&;:=\"'%\0\r\n\t -".split(""),
  "-1",
  "0",
  "999999999999",
  "4294967295",
  "1e999",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
  "]]>",
  "<!--",
  "\\bin99999999 ",
  "\\u-1?",
  "\\ansicpg99999",
  "obj<<",
  "endstream",
  "/Length -1",
  "\r\n\r\n",
  "--=_",
  "\u202e",
  "\ud83d\ude00",
  "\ufeff",
];
const encoder = new TextEncoder();
/** What a mutation adds at most, in bytes, and how large it lets a file grow. */
const MOST = { added: 2_000, size: 400_000 };

/** A copy with some bytes changed, lost, doubled or put in, at times with a part of `other`. */
export function mutated(
  bytes: Uint8Array,
  other: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  let copy = new Uint8Array(bytes);
  for (let left = 1 + random.below(random.chance(0.2) ? 40 : 5); left > 0; left--) {
    copy = mutatedOnce(copy, other, random);
  }
  return copy.slice(0, MOST.size);
}

function mutatedOnce(
  bytes: Uint8Array<ArrayBuffer>,
  other: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const length = random.below(1 + Math.min(bytes.length - at, random.pick([4, 64, MOST.added])));
  const part = bytes.subarray(at, at + length);
  switch (random.below(8)) {
    case 0:
      if (at < bytes.length) bytes[at] ^= 1 << random.below(8);
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = random.below(256);
      return bytes;
    case 2:
      return joined(bytes.subarray(0, at), Uint8Array.from(random.pick(NUMBERS)), bytes, at + 4);
    case 3:
      return joined(bytes.subarray(0, at), encoder.encode(random.pick(TEXTS)), bytes, at);
    case 4:
      return joined(bytes.subarray(0, at), new Uint8Array(), bytes, at + length);
    case 5:
      return joined(bytes.subarray(0, at + length), part, bytes, at + length);
    case 6: {
      const from = random.below(other.length + 1);
      const piece = other.subarray(from, from + random.below(MOST.added));
      return joined(bytes.subarray(0, at), piece, bytes, at + length);
    }
    default:
      return random.chance(0.2) ? bytes.slice(0, at) : bytes;
  }
}

/** Ends with `rest` from the byte `from` on. */
function joined(
  start: Uint8Array,
  middle: Uint8Array,
  rest: Uint8Array,
  from: number,
): Uint8Array<ArrayBuffer> {
  const end = rest.subarray(Math.min(from, rest.length));
  const all = new Uint8Array(start.length + middle.length + end.length);
  all.set(start);
  all.set(middle, start.length);
  all.set(end, start.length + middle.length);
  return all;
}
