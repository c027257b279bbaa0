import { concat } from "./concat.ts";
import { ProtobufReader } from "./protobuf_reader.ts";
import { ProtobufWriter } from "./protobuf_writer.ts";
import { type StoredValue, writeEntry } from "./wire_value.ts";

/** The open `Watch` streams of a server. */
export class WatchStreams {
  readonly #kv: Deno.Kv;
  readonly #pingMs: number;
  readonly #open = new Set<() => Promise<void>>();

  constructor(kv: Deno.Kv, pingMs: number) {
    this.#kv = kv;
    this.#pingMs = pingMs;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Ends every stream, as a server that goes away does; clients come back on their own. */
  async drop(): Promise<void> {
    await Promise.all([...this.#open].map((stop) => stop()));
  }

  /** Answers a `Watch`: length-prefixed messages, the state of all keys first, then what changed. */
  open(body: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
    const keys = new ProtobufReader(body).messages(1).map((key) => key.bytes(1));
    const reader = this.#kv.watch<StoredValue[]>(keys.map((key) => [key])).getReader();
    const seen = new Map<number, string | null>();
    let stop = () => Promise.resolve();
    return new ReadableStream({
      start: (controller) => {
        const ping = setInterval(() => controller.enqueue(frame(new Uint8Array(0))), this.#pingMs);
        stop = async () => {
          if (!this.#open.delete(stop)) return;
          clearInterval(ping);
          await reader.cancel();
        };
        this.#open.add(stop);
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(frame(changes(keys, value, seen)));
        await stop();
        controller.close();
      },
      cancel: () => stop(),
    });
  }
}

function changes(
  keys: Uint8Array[],
  entries: Deno.KvEntryMaybe<StoredValue>[],
  seen: Map<number, string | null>,
): Uint8Array {
  const output = new ProtobufWriter().int(1, 1);
  entries.forEach((entry, at) => {
    const key = new ProtobufWriter();
    if (seen.get(at) !== entry.versionstamp) {
      seen.set(at, entry.versionstamp);
      key.int(1, true);
      if (entry.versionstamp) key.message(2, writeEntry(keys[at], entry.value, entry.versionstamp));
    }
    output.message(2, key);
  });
  return output.finish();
}

function frame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, message.length, true);
  return concat([length, message]);
}
