import { concat } from "./concat.ts";

/** Builds one protobuf message, field by field; numbers that are 0 are left out. */
export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];

  /** Adds a number or boolean field. */
  int(field: number, value: number | bigint | boolean): this {
    const number = BigInt(value);
    if (number !== 0n) this.#chunks.push(varint(BigInt(field << 3)), varint(number));
    return this;
  }

  /** Adds a byte string, an empty one too. */
  bytes(field: number, value: Uint8Array): this {
    this.#chunks.push(varint(BigInt(field << 3 | 2)), varint(BigInt(value.length)), value);
    return this;
  }

  /** Adds a message within this one. */
  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.finish());
  }

  /** The encoded message. */
  finish(): Uint8Array<ArrayBuffer> {
    return concat(this.#chunks);
  }
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest ? low | 0x80 : low);
  } while (rest);
  return Uint8Array.from(bytes);
}
