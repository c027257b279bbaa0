import type { Batch } from "@/lib/batches/batch.ts";
import { allFiles } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import {
  fingerprint,
  isTold,
  recordOf,
  refused,
  type RefusedFile,
  type StoredFile,
} from "@/lib/uploads/given_file.ts";
import { MAX_REFUSED } from "@/lib/wire/upload.ts";

/** What became of one given file. */
export interface TakenFile {
  /** The refusal, where it was refused. */
  refusal: RefusedFile | null;
  /** Its record; null where the batch keeps no more refused ones. */
  file: BatchFile | null;
  /** Whether the batch had it before. */
  already: boolean;
}

/** A record that is to be written, and what the file is known by. */
export interface NewFile {
  file: BatchFile;
  print: string;
}

/** What of the given files comes into the batch, and what is there already. */
export interface IntakePart {
  /** In the order of the given files. */
  taken: TakenFile[];
  made: NewFile[];
  /** Which of the given files need no blob: they were there, or are refused. */
  spare: number[];
  /** By how many more files the batch has to wait for: those that are told of don't come. */
  awaited: number;
}

/**
 * Takes given files in one by one.
 *
 * @param there the batch's files by what they are known by
 * @param isNew whether a file of the batch came with this request
 */
export function takeIn(
  given: (StoredFile | RefusedFile)[],
  { batch, there, isNew, maxFiles, now }: {
    batch: Batch;
    there: ReadonlyMap<string, BatchFile>;
    isNew: (id: string) => boolean;
    maxFiles: number;
    now: Date;
  },
): IntakePart {
  const part: IntakePart = { taken: [], made: [], spare: [], awaited: 0 };
  const known = new Map(there);
  const counts = allFiles(batch);
  const before = counts.received + counts.refused;
  for (const [i, one] of given.entries()) {
    const isFull = "blob" in one && counts.received >= maxFiles && !known.has(fingerprint(one));
    const entry = isFull ? refused(one, "too_many") : one;
    const refusal = "blob" in entry ? null : entry;
    const print = fingerprint(entry);
    const found = known.get(print);
    // A file that comes twice with one request is one: the other will not come.
    if (found && (isNew(found.id) || !there.has(print)) && !isTold(one)) part.awaited--;
    const hasRoom = !refusal || counts.refused < MAX_REFUSED;
    const file = found ??
      (hasRoom ? newFile(batch, before + part.made.length, entry, now) : null);
    if (file && !found) {
      part.made.push({ file, print });
      if (isTold(one)) part.awaited++;
      known.set(print, file);
      counts[refusal ? "refused" : "received"]++;
    }
    if ("blob" in one && (refusal || found)) part.spare.push(i);
    part.taken.push({ refusal, file, already: found !== undefined });
  }
  return part;
}

/** Ids sort by when files came: the batch's, then the file's number in it. */
function newFile(
  batch: Batch,
  number: number,
  given: StoredFile | RefusedFile,
  now: Date,
): BatchFile {
  return recordOf(batch, `${batch.id}-${String(number).padStart(5, "0")}`, given, now);
}
