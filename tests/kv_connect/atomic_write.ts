import { ProtobufReader } from "./protobuf_reader.ts";
import { ProtobufWriter } from "./protobuf_writer.ts";
import { readValue } from "./wire_value.ts";

/** `MutationType` of datapath.proto, as far as the server knows it. */
enum Mutation {
  SET = 1,
  DELETE = 2,
  SUM = 3,
  MAX = 4,
  MIN = 5,
}

/** Answers an `AtomicWrite`; throws a `TypeError` for enqueues and for more checks than allowed. */
export async function atomicWrite(
  kv: Deno.Kv,
  body: Uint8Array,
  maxChecks: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const request = new ProtobufReader(body);
  const checks = request.messages(1);
  if (checks.length > maxChecks) {
    throw new TypeError(`Cannot commit: ${checks.length} checks, ${maxChecks} allowed`);
  }
  if (request.messages(3).length > 0) throw new TypeError("Cannot enqueue: not in KV Connect");
  const atomic = kv.atomic();
  for (const check of checks) {
    atomic.check({ key: [check.bytes(1)], versionstamp: check.bytes(2).toHex() || null });
  }
  for (const mutation of request.messages(2)) mutate(atomic, mutation);
  const result = await atomic.commit();
  if (!result.ok) return new ProtobufWriter().int(1, 2).finish();
  return new ProtobufWriter().int(1, 1).bytes(2, Uint8Array.fromHex(result.versionstamp)).finish();
}

function mutate(atomic: Deno.AtomicOperation, mutation: ProtobufReader): void {
  const key = [mutation.bytes(1)];
  const type = Number(mutation.int(3));
  if (type === Mutation.DELETE) {
    atomic.delete(key);
    return;
  }
  const value = readValue(new ProtobufReader(mutation.bytes(2)));
  if (type === Mutation.SET) {
    const expiresAt = Number(mutation.int(4));
    atomic.set(key, value, expiresAt ? { expireIn: Math.max(1, expiresAt - Date.now()) } : {});
    return;
  }
  if (!(value instanceof Deno.KvU64)) throw new TypeError("Cannot mutate: operand is no u64");
  if (type === Mutation.SUM) atomic.mutate({ type: "sum", key, value });
  else if (type === Mutation.MAX) atomic.mutate({ type: "max", key, value });
  else if (type === Mutation.MIN) atomic.mutate({ type: "min", key, value });
  else throw new TypeError(`Cannot mutate: type ${type}`);
}
