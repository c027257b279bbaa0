import {
  configure,
  type Entry,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** A Word file has a few dozen entries. */
const MAX_ENTRIES = 2_000;
const MAX_ENTRY_BYTES = 32 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** XML of real documents shrinks 5 to 20 times; deflate can do 1,032. */
const MAX_RATIO = 200;

/** Zips within zips, each of them a document that Word puts into another. */
const MAX_DEPTH = 3;

/** What a zip and all zips in it may still come to together, in bytes. */
interface Budget {
  left: number;
}

/** The entries of a zip file, read only after its directory has passed the limits. */
export class ZipArchive {
  readonly #entries = new Map<string, FileEntry>();
  readonly #budget: Budget;
  readonly #depth: number;

  private constructor(budget: Budget, depth: number) {
    this.#budget = budget;
    this.#depth = depth;
  }

  /**
   * @throws {ExtractionError} too_much_inside over a limit; encrypted; corrupt for anything not plain:
   * zip64, duplicates, overlaps
   */
  static open(bytes: Uint8Array): Promise<ZipArchive> {
    return ZipArchive.#open(bytes, { left: MAX_TOTAL_BYTES }, 1);
  }

  static async #open(bytes: Uint8Array, budget: Budget, depth: number): Promise<ZipArchive> {
    if (depth > MAX_DEPTH) throw new ExtractionError("too_much_inside");
    // Inside the sandbox there are no further Workers to be had, and none are wanted.
    configure({ useWebWorkers: false });
    const archive = new ZipArchive(budget, depth);
    const reader = new ZipReader(new Uint8ArrayReader(bytes), { strictness: "balanced" });
    try {
      for await (const entry of reader.getEntriesGenerator()) archive.#admit(entry);
    } catch (error) {
      throw faultOf(error);
    }
    return archive;
  }

  /** The names of all files in it. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Whether there is a file of that name in it. */
  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** A zip that lies in this one; both share the limits. */
  inner(bytes: Uint8Array): Promise<ZipArchive> {
    return ZipArchive.#open(bytes, this.#budget, this.#depth + 1);
  }

  /** An entry's bytes. */
  async bytes(name: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    await this.read(name, (piece) => {
      length += piece.length;
      if (length > maxBytes) throw new ExtractionError("too_much_inside");
      pieces.push(piece);
    });
    return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
  }

  /** Unpacks an entry piece by piece. What `take` throws ends it. */
  async read(name: string, take: (piece: Uint8Array) => void): Promise<void> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new ExtractionError("corrupt");
    let length = 0;
    const sink = new WritableStream<Uint8Array>({
      write(piece) {
        length += piece.length;
        // The directory may lie about the size.
        if (length > entry.uncompressedSize) throw new ExtractionError("corrupt");
        take(piece);
      },
    });
    try {
      await entry.getData(sink, { checkOverlappingEntry: true, checkSignature: true });
    } catch (error) {
      throw faultOf(error);
    }
  }

  #admit(entry: Entry): void {
    const { uncompressedSize, compressedSize, filename } = entry;
    if (entry.encrypted) throw new ExtractionError("encrypted");
    if (entry.zip64 || this.#entries.has(filename)) throw new ExtractionError("corrupt");
    this.#budget.left -= uncompressedSize;
    if (uncompressedSize > MAX_ENTRY_BYTES || this.#budget.left < 0) {
      throw new ExtractionError("too_much_inside");
    }
    if (uncompressedSize > compressedSize * MAX_RATIO) throw new ExtractionError("too_much_inside");
    if (this.#entries.size >= MAX_ENTRIES) throw new ExtractionError("too_much_inside");
    if (!entry.directory) this.#entries.set(filename, entry);
  }
}

function faultOf(error: unknown): ExtractionError {
  return error instanceof ExtractionError ? error : new ExtractionError("corrupt");
}
