import { concat } from "@/lib/bytes.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

const HEADER_BYTES = 512;
/** Sector numbers from here on aren't sectors: the end of a chain, a free one, ... */
const MAX_SECTOR = 0xfffffffa;
const ENTRY_BYTES = 128;
const NO_ENTRY = 0xffffffff;
/** Streams under this size lie in sectors of their own, in bytes. */
const MINI_STREAM_BYTES = 4_096;

interface Entry {
  name: string;
  /** 1 a folder, 2 a stream, 5 the root. */
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  bytes: number;
}

/**
 * The streams in the root folder of a compound file (MS-CFB): documents of Word 97, and of newer
 * ones with a password. Each chain of sectors is followed no longer than the file is.
 */
export class CompoundFile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #shift: number;
  readonly #miniShift: number;
  readonly #next: number[] = [];
  readonly #streams = new Map<string, Entry>();
  #miniNext: number[] = [];
  #mini = new Uint8Array(0);

  /** @throws {ExtractionError} corrupt: cut short, or a chain that ends nowhere */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    if (bytes.length < HEADER_BYTES) throw new ExtractionError("corrupt");
    this.#shift = this.#view.getUint16(30, true);
    this.#miniShift = this.#view.getUint16(32, true);
    const known = (this.#shift === 9 || this.#shift === 12) && this.#miniShift === 6;
    if (!known) throw new ExtractionError("corrupt");
    for (const sector of this.#tableSectors()) this.#next.push(...this.#numbersIn(sector));
    this.#miniNext = numbersOf(this.#read(this.#view.getUint32(60, true)));
    this.#readDirectory();
  }

  /** The names of the streams, in lower case: which case they are written in doesn't matter. */
  names(): string[] {
    return [...this.#streams.keys()];
  }

  /** A stream's bytes; null where there is none of that name. */
  stream(name: string): Uint8Array | null {
    const entry = this.#streams.get(name.toLowerCase());
    if (entry === undefined) return null;
    const { start, bytes } = entry;
    if (bytes > this.#bytes.length) throw new ExtractionError("corrupt");
    const whole = bytes < MINI_STREAM_BYTES ? this.#readMini(start) : this.#read(start);
    if (whole.length < bytes) throw new ExtractionError("corrupt");
    return whole.subarray(0, bytes);
  }

  /** The sectors that hold the table of which sector follows which. */
  #tableSectors(): number[] {
    const sectors: number[] = [];
    for (let at = 76; at < HEADER_BYTES; at += 4) sectors.push(this.#view.getUint32(at, true));
    let further = this.#view.getUint32(68, true);
    for (let count = 0; further < MAX_SECTOR; count++) {
      if (count > this.#bytes.length >> this.#shift) throw new ExtractionError("corrupt");
      const numbers = this.#numbersIn(further);
      further = numbers.pop() ?? MAX_SECTOR;
      for (const number of numbers) sectors.push(number);
    }
    const named = sectors.filter((sector) => sector < MAX_SECTOR);
    if (named.length > this.#bytes.length >> this.#shift) throw new ExtractionError("corrupt");
    return named;
  }

  #numbersIn(sector: number): number[] {
    return numbersOf(this.#sector(sector));
  }

  /** The last sector of a file may be cut where its stream ends. */
  #sector(number: number): Uint8Array {
    const start = (number + 1) * 2 ** this.#shift;
    if (start >= this.#bytes.length) throw new ExtractionError("corrupt");
    return this.#bytes.subarray(start, start + (1 << this.#shift));
  }

  #read(start: number): Uint8Array<ArrayBuffer> {
    return concat(chainOf(start, this.#next).map((sector) => this.#sector(sector)));
  }

  #readMini(start: number): Uint8Array {
    const size = 1 << this.#miniShift;
    const pieces = chainOf(start, this.#miniNext)
      .map((sector) => this.#mini.subarray(sector * size, (sector + 1) * size));
    return concat(pieces);
  }

  #readDirectory(): void {
    const directory = this.#read(this.#view.getUint32(48, true));
    const entries: Entry[] = [];
    for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
      entries.push(entryOf(directory.subarray(at, at + ENTRY_BYTES)));
    }
    const root = entries[0];
    if (root?.type !== 5) throw new ExtractionError("corrupt");
    if (root.bytes > 0) this.#mini = this.#read(root.start);
    const seen = new Set<number>();
    const waiting = [root.child];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      const entry = entries[number];
      if (number === NO_ENTRY || entry === undefined) continue;
      if (seen.has(number)) throw new ExtractionError("corrupt");
      seen.add(number);
      if (entry.type === 2) this.#streams.set(entry.name.toLowerCase(), entry);
      waiting.push(entry.left, entry.right);
    }
  }
}

/** @throws {ExtractionError} corrupt: it goes round, or out of the table */
function chainOf(start: number, next: readonly number[]): number[] {
  const chain: number[] = [];
  for (let sector = start; sector < MAX_SECTOR; sector = next[sector]) {
    if (sector >= next.length || chain.length >= next.length) throw new ExtractionError("corrupt");
    chain.push(sector);
  }
  return chain;
}

function entryOf(bytes: Uint8Array): Entry {
  const view = viewOf(bytes);
  const nameBytes = Math.min(Math.max(view.getUint16(64, true) - 2, 0), 62);
  return {
    name: new TextDecoder("utf-16le").decode(bytes.subarray(0, nameBytes)),
    type: bytes[66],
    left: view.getUint32(68, true),
    right: view.getUint32(72, true),
    child: view.getUint32(76, true),
    start: view.getUint32(116, true),
    bytes: view.getUint32(120, true),
  };
}

function numbersOf(bytes: Uint8Array): number[] {
  const view = viewOf(bytes);
  return Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(at * 4, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
