import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** Where the header of a compound file says things ([MS-CFB] 2.2), in bytes. */
const HEADER = {
  sectorShift: 30,
  directory: 48,
  miniFat: 60,
  difat: 68,
  firstFatSectors: 76,
  size: 512,
};
const FAT_SECTORS_IN_HEADER = 109;
/** Numbers from here on name no sector: ends, free ones and the tables themselves. */
const LAST_SECTOR = 0xfffffffa;
const NO_ENTRY = 0xffffffff;
/**
 * Of an entry of the directory: its bytes, and where its type, its neighbours and first child, and the
 * lower half of its length stand; files of version 3 leave anything in the upper one.
 */
const ENTRY = { size: 128, type: 66, links: [68, 72, 76], length: 120 };
const UNUSED = 0;
/** What has a length: streams, and the root, whose stream holds the small ones. */
const WITH_LENGTH = [2, 5];

/**
 * Sees that a compound file's chains and its directory have no loops, and that no stream says it is
 * longer than the file: readers follow them without end, and fill the memory.
 *
 * @throws {ExtractionError} corrupt
 */
export function checkCompound(bytes: Uint8Array): void {
  const file = new CompoundSectors(bytes);
  const fat = file.fat();
  checkChains(fat);
  checkChains(file.numbers(file.chain(fat, file.header(HEADER.miniFat))));
  const directory = file.chain(fat, file.header(HEADER.directory));
  checkTree(directory.map((sector) => file.sector(sector)), bytes.length);
}

/** Sectors of a file whose header is whole. */
class CompoundSectors {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sectorSize: number;

  constructor(bytes: Uint8Array) {
    if (bytes.length < HEADER.size) throw new ExtractionError("corrupt");
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const shift = this.#view.getUint16(HEADER.sectorShift, true);
    if (shift !== 9 && shift !== 12) throw new ExtractionError("corrupt");
    this.#sectorSize = 1 << shift;
  }

  header(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** Empty where the file ends before it. */
  sector(number: number): Uint8Array {
    const start = (number + 1) * this.#sectorSize;
    return this.#bytes.subarray(start, start + this.#sectorSize);
  }

  /** What the sectors hold, as numbers of sectors. */
  numbers(sectors: number[]): number[] {
    return sectors.flatMap((sector) => numbersIn(this.sector(sector)));
  }

  /** For each sector the next one of its chain. */
  fat(): number[] {
    const end = HEADER.firstFatSectors + 4 * FAT_SECTORS_IN_HEADER;
    const sectors = numbersIn(this.#bytes.subarray(HEADER.firstFatSectors, end));
    const seen = new Set<number>();
    for (let next = this.header(HEADER.difat); next < LAST_SECTOR;) {
      const numbers = numbersIn(this.sector(next));
      if (seen.has(next) || numbers.length === 0) throw new ExtractionError("corrupt");
      seen.add(next);
      next = numbers.pop()!;
      sectors.push(...numbers);
    }
    return this.numbers(sectors.filter((sector) => sector < LAST_SECTOR));
  }

  /** The sectors of a chain that has no loop, from its first. */
  chain(fat: number[], first: number): number[] {
    const sectors: number[] = [];
    for (let at = first; at < fat.length; at = fat[at]) sectors.push(at);
    return sectors;
  }
}

function numbersIn(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(4 * i, true));
}

/** No chain comes back to where it was; each sector is looked at once. */
function checkChains(next: number[]): void {
  const seenBy = new Int32Array(next.length).fill(-1);
  for (let first = 0; first < next.length; first++) {
    let at = first;
    for (; at < next.length && seenBy[at] < 0; at = next[at]) seenBy[at] = first;
    if (at < next.length && seenBy[at] === first) throw new ExtractionError("corrupt");
  }
}

/** Each entry is named once at most, and the root by none: it is a tree. No stream is longer than all. */
function checkTree(sectors: Uint8Array[], most: number): void {
  const named = new Set([0]);
  for (const sector of sectors) {
    const view = new DataView(sector.buffer, sector.byteOffset, sector.length);
    for (let entry = 0; entry + ENTRY.size <= sector.length; entry += ENTRY.size) {
      const type = view.getUint8(entry + ENTRY.type);
      if (WITH_LENGTH.includes(type) && view.getUint32(entry + ENTRY.length, true) > most) {
        throw new ExtractionError("corrupt");
      }
      for (const link of ENTRY.links) {
        const other = view.getUint32(entry + link, true);
        if (other === NO_ENTRY || type === UNUSED) continue;
        if (named.has(other)) throw new ExtractionError("corrupt");
        named.add(other);
      }
    }
  }
}
