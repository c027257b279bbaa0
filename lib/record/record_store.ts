import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import {
  addLine,
  type ChainEnd,
  type RecordPlace,
  type StoredLine,
} from "@/lib/record/record_chain.ts";
import { signHead } from "@/lib/record/head_signature.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { type ExportFormat, FIRST_PREV } from "@/lib/wire/review/record_line.ts";

export interface RecordStoreOptions {
  store: Store;
  writer: LogWriter;
  /** Signs the heads of records that are taken out. */
  key: Uint8Array;
}

/** A line has some KB, and one with criteria 45. */
const LINES_PER_READ = 50;

const encoder = new TextEncoder();
const LF = encoder.encode("\n");

/** Reading of records, and what is put on them by itself. */
export class RecordStore {
  readonly #options: RecordStoreOptions;

  constructor(options: RecordStoreOptions) {
    this.#options = options;
  }

  /** Where a batch's record ends; null where there is none. */
  async end(user: string, batch: string): Promise<ChainEnd | null> {
    return (await this.#options.store.get<ChainEnd>(keys.recordEnd(user, batch))).value;
  }

  /** Puts on record that something was taken out as a file. */
  async exported(place: RecordPlace, by: string, format: ExportFormat): Promise<void> {
    await this.#options.writer.append(
      place.user,
      (tx) => addLine(tx, place, by, { kind: "exported", format }),
    );
  }

  /** The lines of a record up to `end` as JSON Lines, and its head. */
  async *lines(user: string, batch: string, end: ChainEnd): AsyncGenerator<Uint8Array> {
    const { store, key } = this.#options;
    const selector = {
      start: keys.recordLine(user, batch, 0),
      end: keys.recordLine(user, batch, end.seq + 1),
    };
    let first: number | null = null;
    for await (const entry of store.list<StoredLine>(selector, { batchSize: LINES_PER_READ })) {
      first ??= keys.recordLine.parse(entry.key)[2];
      yield entry.value.line;
      yield LF;
    }
    const head = {
      kind: "head",
      batch_id: batch,
      user_id: user,
      first: first ?? end.seq + 1,
      count: end.seq,
      hash: end.seq === 0 ? FIRST_PREV : end.hash,
      at: new Date().toISOString(),
    } as const;
    yield encoder.encode(JSON.stringify(signHead(head, key)) + "\n");
  }
}
