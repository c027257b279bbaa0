import { createHash } from "node:crypto";
import {
  allFiles,
  type Batch,
  withChildren,
  withEnded,
  withUnpacked,
} from "@/lib/batches/batch.ts";
import { type BatchFile, fileEventOf } from "@/lib/batches/batch_file.ts";
import { endFile, endUnpacked } from "@/lib/batches/file_steps.ts";
import { settle } from "@/lib/batches/settlement.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import { HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import type { UnpackedFile, UnpackedPage } from "@/lib/extract/container/unpacked_page.ts";
import { fileName } from "@/lib/http/multipart/file_name.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import {
  recordOf,
  refused,
  REFUSED_BYTES,
  type RefusedFile,
  type StoredFile,
} from "@/lib/uploads/given_file.ts";
import { claimFiles, PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { isContainer, MAX_DEPTH } from "@/lib/wire/file_kinds.ts";
import { MAX_REFUSED } from "@/lib/wire/upload.ts";

export interface ChildIntakeOptions {
  store: Store;
  blobs: BlobStore;
  writer: LogWriter;
  maxFiles: number;
}

/** Some of the files in a container, in their order. */
export interface ChildPage extends UnpackedPage {
  /** The first one's number. */
  from: number;
  /** How many of those before were accepted. */
  accepted: number;
}

type Child = StoredFile | RefusedFile;

/**
 * Takes what is in a container into its batch, page by page. A file's id is its container's and its
 * number, so that whoever does it again after a crash finds what is there.
 */
export class ChildIntake {
  readonly #options: ChildIntakeOptions;

  constructor(options: ChildIntakeOptions) {
    this.#options = options;
  }

  /**
   * Takes a page in by one commit, the last one with the container's end. Returns how many files were
   * accepted by now.
   *
   * @throws {LeaseLostError}
   * @throws {SweepingError}
   */
  async add(lease: Lease, container: BatchFile, page: ChildPage): Promise<number> {
    const { writer } = this.#options;
    const upload = await PendingUpload.begin(container.user, this.#options);
    try {
      const children: Child[] = [];
      for (const file of page.files) children.push(await this.#store(container, file, upload));
      await upload.flush();
      const { value } = await writer.append(
        container.user,
        (tx) => this.#take(tx, { lease, container, page, children, upload: upload.id }),
      );
      return value;
    } finally {
      await upload.drop();
    }
  }

  async #store(
    container: BatchFile,
    { name: given, size, content, fault }: UnpackedFile,
    upload: PendingUpload,
  ): Promise<Child> {
    const file = { name: fileName(given), size };
    if (fault !== null) return refused(file, fault);
    if (content.length === 0) return refused(file, "empty");
    const kind = givenKind(file.name, content.subarray(0, HEAD_BYTES));
    if (kind === null) return refused(file, "unsupported");
    if (isContainer(kind) && depthOf(container) + 1 >= MAX_DEPTH) {
      return refused(file, "too_deep");
    }
    const { id } = await upload.store(chunks(content));
    const sha256 = createHash("sha256").update(content).digest("hex");
    return { ...file, sha256, blob: id };
  }

  async #take(
    tx: LogTransaction,
    { lease, container, page, children, upload }: Taking,
  ): Promise<number> {
    const isLast = page.next === null;
    if (isLast) await lease.complete(tx);
    else await lease.hold(tx);
    const batch = await tx.get<Batch>(keys.batch(container.user, container.batch));
    // A cancellation ends the container too: what it hasn't brought stays in it.
    if (!batch || batch.pending === "cancel") throw new LeaseLostError(container.id);
    const records = await this.#records(tx, batch, { container, page, children });
    const made = records.filter(({ isNew }) => isNew).map(({ file }) => file);
    for (const file of made) add(tx, batch, file);
    const claimed = children.filter((child) => "blob" in child);
    const spare = claimed.flatMap(({ blob }, i) =>
      made.some((file) => file.blob === blob) ? [] : [i]
    );
    await claimFiles(tx, {
      user: batch.user,
      upload,
      claimed: claimed.length,
      spare,
      isLast: true,
    });
    const accepted = page.accepted + records.filter(({ file }) => file.state !== "refused").length;
    await this.#finish(tx, batch, { container, made, accepted: isLast ? accepted : null });
    return accepted;
  }

  /** The files' records: those that an earlier try has made, and those to be made. */
  async #records(
    tx: LogTransaction,
    batch: Batch,
    { container, page, children }: Pick<Taking, "container" | "page" | "children">,
  ): Promise<{ file: BatchFile; isNew: boolean }[]> {
    const ids = children.map((_, i) => `${container.id}-${String(page.from + i).padStart(4, "0")}`);
    // Whatever adds one rewrites the batch, which is checked: what is read can't be outdated.
    const there = await tx.peekMany<BatchFile>(
      ids.map((id) => keys.file(batch.user, batch.id, id)),
    );
    const counts = allFiles(batch);
    return children.flatMap((child, i): { file: BatchFile; isNew: boolean }[] => {
      const before = there[i];
      if (before) return [{ file: before, isNew: false }];
      const isFull = "blob" in child && counts.received >= this.#options.maxFiles;
      const given = isFull ? refused(child, "too_many") : child;
      const isRefused = !("blob" in given);
      if (isRefused && counts.refused >= MAX_REFUSED) return [];
      counts[isRefused ? "refused" : "received"]++;
      return [{ file: childOf(container, batch, ids[i], given), isNew: true }];
    });
  }

  async #finish(
    tx: LogTransaction,
    batch: Batch,
    { container, made, accepted }: {
      container: BatchFile;
      made: BatchFile[];
      /** Null while there are more to come. */
      accepted: number | null;
    },
  ): Promise<void> {
    const now = new Date();
    const taken = made.filter(({ state }) => state !== "refused");
    const records = (made.length - taken.length) * REFUSED_BYTES;
    const bytes = taken.reduce((sum, { size }) => sum + (size ?? 0), records);
    await countUsage(tx, batch.user, {
      waiting: taken.length - (accepted === null ? 0 : 1),
      bytes,
    });
    const grown = withChildren(batch, taken.length, made.length - taken.length, now);
    if (accepted === null) return void await settle(tx, grown);
    if (accepted > 0) {
      endUnpacked(tx, batch, container);
      return void await settle(tx, withUnpacked(grown, now));
    }
    const reason = "There is no file in it that can be taken";
    endFile(tx, batch, container, { ending: "failed", reason });
    await settle(tx, withEnded(grown, "failed", now));
  }
}

interface Taking {
  lease: Lease;
  container: BatchFile;
  page: ChildPage;
  children: Child[];
  upload: string;
}

function depthOf({ depth }: BatchFile): number {
  return depth ?? 0;
}

/** In the run that the batch is in, whichever the container was given in. */
function childOf(container: BatchFile, batch: Batch, id: string, given: Child): BatchFile {
  const record = recordOf(batch, id, given, new Date());
  return { ...record, parent: container.id, depth: depthOf(container) + 1 };
}

function add(tx: LogTransaction, batch: Batch, file: BatchFile): void {
  tx.set(keys.file(file.user, file.batch, file.id), file);
  if (file.state !== "refused") addJob(tx, newJob({ ...file, kind: "screen" }));
  tx.appendFile(fileEventOf(file, batch));
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
