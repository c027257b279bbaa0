/** A decoded protobuf message: fields by number, of the wire types that KV Connect uses. */
export class ProtobufReader {
  readonly #ints = new Map<number, bigint>();
  readonly #bytes = new Map<number, Uint8Array[]>();

  /** Decodes one message; throws a `TypeError` where the bytes are cut short or of another kind. */
  constructor(message: Uint8Array) {
    let at = 0;
    const varint = () => {
      for (let value = 0n, shift = 0n;; shift += 7n) {
        if (at >= message.length) throw new TypeError("Cannot read varint: message ends in it");
        const byte = message[at++];
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    while (at < message.length) {
      const tag = Number(varint());
      const field = tag >> 3;
      if ((tag & 7) === 0) {
        this.#ints.set(field, varint());
      } else if ((tag & 7) === 2) {
        const end = Number(varint()) + at;
        if (end > message.length) throw new TypeError(`Cannot read field "${field}": cut short`);
        this.#append(field, message.slice(at, end));
        at = end;
      } else {
        throw new TypeError(`Cannot read field "${field}": wire type ${tag & 7}`);
      }
    }
  }

  #append(field: number, bytes: Uint8Array): void {
    const list = this.#bytes.get(field);
    if (list) list.push(bytes);
    else this.#bytes.set(field, [bytes]);
  }

  /** A number or boolean; 0 where the message has none, as protobuf 3 says. */
  int(field: number): bigint {
    return this.#ints.get(field) ?? 0n;
  }

  /** A byte string; empty where the message has none. */
  bytes(field: number): Uint8Array {
    return this.#bytes.get(field)?.at(-1) ?? new Uint8Array(0);
  }

  /** Every message of a repeated field, in order. */
  messages(field: number): ProtobufReader[] {
    return (this.#bytes.get(field) ?? []).map((bytes) => new ProtobufReader(bytes));
  }
}
