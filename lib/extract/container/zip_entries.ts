import {
  configure,
  type Entry as ZipEntry,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { type Entry, MAX_ENTRIES, MAX_TOTAL_BYTES } from "@/lib/extract/container/entry.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** Deflate can do 1,032; text that people wrote shrinks 5 to 20 times. */
const MAX_RATIO = 200;

/** Parts that office files have at their root, and archives of documents have not. */
const OFFICE_PARTS = ["[Content_Types].xml", "mimetype"];

/** What systems add of their own: resource forks, folders' settings, locks of open documents. */
const JUNK = /(?:^|[/\\])(?:__MACOSX[/\\]|\.[^/\\]*$|~\$[^/\\]*$|(?:thumbs\.db|desktop\.ini)$)/i;

/**
 * The files in a zip file, without folders and what systems add; an office file is one.
 *
 * @throws {ExtractionError} too_much_inside over a limit; encrypted; corrupt
 */
export async function zipEntries(bytes: Uint8Array): Promise<Entry[]> {
  // Inside the sandbox there are no further Workers to be had, and none are wanted.
  configure({ useWebWorkers: false });
  const entries: Entry[] = [];
  let isOffice = false;
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { strictness: "balanced" });
  try {
    let [count, total] = [0, 0];
    for await (const entry of reader.getEntriesGenerator()) {
      total += entry.uncompressedSize;
      if (++count > MAX_ENTRIES || total > MAX_TOTAL_BYTES) {
        throw new ExtractionError("too_much_inside");
      }
      check(entry);
      const name = nameOf(entry);
      isOffice ||= OFFICE_PARTS.includes(name);
      if (!entry.directory && !JUNK.test(name)) entries.push(entryOf(entry, name));
    }
  } catch (error) {
    throw error instanceof ExtractionError ? error : new ExtractionError("corrupt");
  }
  // The document itself, under a name that says no more of it than the first bytes did.
  return isOffice ? [documentOf(bytes)] : entries;
}

function documentOf(bytes: Uint8Array): Entry {
  return { name: "document.docx", size: bytes.length, read: () => Promise.resolve(bytes) };
}

function check({ encrypted, uncompressedSize, compressedSize }: ZipEntry): void {
  if (encrypted) throw new ExtractionError("encrypted");
  if (uncompressedSize > compressedSize * MAX_RATIO) throw new ExtractionError("too_much_inside");
}

/** Some writers spell names in UTF-8 and don't say so. */
function nameOf({ filename, rawFilename, filenameUTF8 }: ZipEntry): string {
  if (filenameUTF8) return filename;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(rawFilename);
  } catch {
    return filename;
  }
}

function entryOf(entry: FileEntry, name: string): Entry {
  const size = entry.uncompressedSize;
  return {
    name,
    size,
    async read() {
      const content = new Uint8Array(size);
      let length = 0;
      const sink = new WritableStream<Uint8Array>({
        write(piece) {
          // The directory may lie about the size: beyond it this throws.
          content.set(piece, length);
          length += piece.length;
        },
      });
      await entry.getData(sink, { checkOverlappingEntry: true, checkSignature: true });
      return content.subarray(0, length);
    },
  };
}
