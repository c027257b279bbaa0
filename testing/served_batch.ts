import { assertEquals } from "@std/assert";
import type { Batch } from "@/lib/wire/batch.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";
import type { ApiClient } from "@/testing/api_client.ts";
import { assertEachFileEndsOnce, assertNeverGoesBack } from "@/testing/batch_events.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { until } from "@/testing/until.ts";

/** A user's batch on a running server, as its API tells of it. */
export class ServedBatch {
  private constructor(
    readonly client: ApiClient,
    readonly id: string,
    /** A position before its first event. */
    readonly start: string,
  ) {}

  /** Uploads the files, in one request; the batch stays open until as many as `expected` came. */
  static async upload(client: ApiClient, files: File[], expected?: number): Promise<ServedBatch> {
    const start = await position(client);
    const fields: Record<string, number> = expected ? { [UPLOAD_FIELDS.expected]: expected } : {};
    const { batch_id, accepted } = await client.accepted(files, { fields });
    assertEquals(accepted.length, files.length);
    return new ServedBatch(client, batch_id, start);
  }

  /** Uploads more files that are expected. */
  async add(files: File[]): Promise<void> {
    const fields = { [UPLOAD_FIELDS.batch]: this.id };
    const { accepted } = await this.client.accepted(files, { job: null, fields });
    assertEquals(accepted.length, files.length);
  }

  async read(): Promise<Batch> {
    return await this.client.api.batch(this.id);
  }

  /** Waits until as many files have ended. */
  ended(count: number, timeoutMs = 60_000): Promise<void> {
    return until(`${count} files to end`, async () => {
      return (await this.read().catch(() => null))?.completed! >= count;
    }, timeoutMs);
  }

  /** Waits until the batch has ended; returns the milliseconds it took. */
  async end(timeoutMs = 60_000): Promise<number> {
    const start = performance.now();
    await until("the batch to end", async () => {
      const batch = await this.read().catch(() => null);
      return batch !== null && isFinal(batch.status);
    }, timeoutMs);
    return performance.now() - start;
  }

  /** Checks by the log that every file has ended, each once, and that `completed` never went back. */
  async checkOnce(): Promise<void> {
    const { files, completed, total } = await this.read();
    assertEquals([files.length, completed], [total, total]);
    const events = (await this.#events()).filter(({ data }) => data.batch_id === this.id);
    assertEachFileEndsOnce(events, total);
    assertNeverGoesBack(events, total);
  }

  /** The log since the upload, to its present end. */
  async #events(): Promise<ReceivedEvent[]> {
    const head = await position(this.client);
    await using stream = await this.client.stream(this.start);
    assertEquals((await stream.one()).data.resumed, true);
    return await stream.until(({ id }) => id === head);
  }
}

async function position(client: ApiClient): Promise<string> {
  await using stream = await client.stream();
  return (await stream.one()).id!;
}
