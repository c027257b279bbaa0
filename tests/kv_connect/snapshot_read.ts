import { ProtobufReader } from "./protobuf_reader.ts";
import { ProtobufWriter } from "./protobuf_writer.ts";
import { type StoredValue, writeEntry } from "./wire_value.ts";

/** Answers a `SnapshotRead`: each range becomes a list, a range of one key a get. */
export async function snapshotRead(
  kv: Deno.Kv,
  body: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const output = new ProtobufWriter();
  for (const range of new ProtobufReader(body).messages(1)) {
    output.message(1, await readRange(kv, range));
  }
  return output.int(4, true).int(8, 1).finish();
}

async function readRange(kv: Deno.Kv, range: ProtobufReader): Promise<ProtobufWriter> {
  const [start, end, limit] = [range.bytes(1), range.bytes(2), Number(range.int(3))];
  if (limit <= 0) throw new TypeError(`Cannot read range: limit ${limit}`);
  const output = new ProtobufWriter();
  if (isOneKey(start, end)) {
    const entry = await kv.get<StoredValue>([start]);
    if (entry.versionstamp) output.message(1, writeEntry(start, entry.value, entry.versionstamp));
    return output;
  }
  const options = { limit, reverse: range.int(4) !== 0n, batchSize: Math.min(limit, 1000) };
  for await (const entry of kv.list<StoredValue>({ start: [start], end: [end] }, options)) {
    const [key] = entry.key;
    if (!(key instanceof Uint8Array)) throw new Error("Cannot read range: a key of another kind");
    output.message(1, writeEntry(key, entry.value, entry.versionstamp));
  }
  return output;
}

/** A get is sent as the range from a key to the key with a zero byte after it. */
function isOneKey(start: Uint8Array, end: Uint8Array): boolean {
  return end.length === start.length + 1 && end.at(-1) === 0 &&
    start.every((byte, at) => byte === end[at]);
}
