/** The properties that are read ([MS-OXPROPS]). */
export const PROPERTIES = {
  subject: 0x0037,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  content: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mimeType: 0x370e,
  hidden: 0x7ffe,
};

/** Types of values ([MS-OXCDATA] 2.11.1): text in the message's code page and in UTF-16, an object. */
const STRING_8 = 0x1e;
const STRING = 0x1f;
const OBJECT = 0x0d;
const BINARY = 0x102;
/** A value of these is preceded by its length. */
const WITH_LENGTH = [STRING_8, STRING, OBJECT, BINARY];
/** Bytes of a value of the others. */
const BYTES: Record<number, number> = {
  ...{ 0x00: 0, 0x01: 0, 0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8 },
  ...{ 0x0a: 4, 0x0b: 2, 0x14: 8, 0x40: 8, 0x48: 16 },
};
/** Before an object stands what kind of object it is. */
const OBJECT_KIND_BYTES = 16;
const SEVERAL = 0x1000;
/** Properties from here on have a name: a set, and a number or a text in it. */
const FIRST_NAMED = 0x8000;
const SET_BYTES = 16;

/** A property's first value. */
export interface TnefValue {
  type: number;
  bytes: Uint8Array;
}

/**
 * The properties of a message or of an attachment ([MS-OXTNEF] 2.1.3.4), by their numbers; those that
 * have names are passed over. What comes after a cut one, or one of an unknown type, can't be found.
 */
export function tnefProperties(bytes: Uint8Array): Map<number, TnefValue> {
  const properties = new Map<number, TnefValue>();
  try {
    const reader = new PropertyReader(bytes);
    for (let left = reader.number(); left > 0; left--) {
      const type = reader.short();
      const id = reader.short();
      if (id >= FIRST_NAMED) reader.passName();
      const value = reader.value(type);
      if (value !== null && id < FIRST_NAMED) properties.set(id, { type, bytes: value });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return properties;
}

/** A property as text; null where it is none. */
export function textOf(value: TnefValue | undefined, encoding: string): string | null {
  if (value?.type !== STRING && value?.type !== STRING_8) return null;
  return textIn(value.bytes, value.type === STRING ? "utf-16le" : encoding);
}

/** The bytes of a property that is some; null where it is none. */
export function bytesOf(value: TnefValue | undefined): Uint8Array | null {
  if (value?.type === OBJECT) return value.bytes.subarray(OBJECT_KIND_BYTES);
  return value?.type === BINARY ? value.bytes : null;
}

/** Text that may end before its bytes do. */
export function textIn(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes).replace(/\0[^]*$/, "");
}

/** Reads on, and throws a RangeError at the end. */
class PropertyReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  short(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2, true);
  }

  number(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  passName(): void {
    this.#at += SET_BYTES;
    if (this.number() === 0) this.number();
    else this.#take(this.number());
  }

  /** The first value of a property; the others are passed. */
  value(type: number): Uint8Array | null {
    const base = type & ~SEVERAL;
    const hasLength = WITH_LENGTH.includes(base);
    const size = BYTES[base];
    if (!hasLength && size === undefined) throw new RangeError('Cannot read "property": new type');
    const count = hasLength || type !== base ? this.number() : 1;
    if (!hasLength) return this.#take(size * count).subarray(0, size);
    let first: Uint8Array | null = null;
    for (let i = 0; i < count; i++) {
      const value = this.#take(this.number());
      first ??= value;
    }
    return first;
  }

  /** Bytes that are filled up to a multiple of four. */
  #take(length: number): Uint8Array {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw new RangeError('Cannot read "property": cut');
    this.#at += Math.ceil(length / 4) * 4;
    return this.#bytes.subarray(start, start + length);
  }
}
