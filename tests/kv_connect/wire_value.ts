import { ProtobufReader } from "./protobuf_reader.ts";
import { ProtobufWriter } from "./protobuf_writer.ts";

/** How a value is encoded in the protocol (`ValueEncoding` of datapath.proto). */
enum Encoding {
  V8 = 1,
  LE64 = 2,
  BYTES = 3,
}

/** Every value that V8 serialises begins with this byte. */
const V8_MARK = 0xff;

/**
 * What the local database holds for a remote value. V8 values stay as their bytes, never decoded
 * here; bytes that would look like them are wrapped. So a value of 64 KiB still fits.
 */
export type StoredValue = Deno.KvU64 | Uint8Array | { bytes: Uint8Array };

/** Turns a `KvValue` message into what is stored; throws a `TypeError` for an unknown encoding. */
export function readValue(message: ProtobufReader): StoredValue {
  const data = message.bytes(1);
  switch (Number(message.int(2))) {
    case Encoding.V8:
      return data;
    case Encoding.LE64:
      return new Deno.KvU64(new DataView(data.buffer).getBigUint64(0, true));
    case Encoding.BYTES:
      return data[0] === V8_MARK ? { bytes: data } : data;
    default:
      throw new TypeError(`Cannot read value: encoding ${message.int(2)}`);
  }
}

/** The `KvEntry` message of a stored entry, under the key that the client sent. */
export function writeEntry(
  key: Uint8Array,
  value: StoredValue,
  versionstamp: string,
): ProtobufWriter {
  const { data, encoding } = encode(value);
  return new ProtobufWriter().bytes(1, key).bytes(2, data).int(3, encoding)
    .bytes(4, Uint8Array.fromHex(versionstamp));
}

function encode(value: StoredValue): { data: Uint8Array; encoding: Encoding } {
  if (value instanceof Deno.KvU64) {
    const data = new Uint8Array(8);
    new DataView(data.buffer).setBigUint64(0, value.value, true);
    return { data, encoding: Encoding.LE64 };
  }
  if (!(value instanceof Uint8Array)) return { data: value.bytes, encoding: Encoding.BYTES };
  return { data: value, encoding: value[0] === V8_MARK ? Encoding.V8 : Encoding.BYTES };
}
