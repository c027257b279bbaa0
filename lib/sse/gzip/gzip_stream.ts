import { concat } from "@/lib/bytes.ts";
import { combined } from "@/lib/sse/gzip/crc32.ts";
import { deflated } from "@/lib/sse/gzip/deflated.ts";

/** No name, no time, no flags, an unknown system (RFC 1952, section 2.3). */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** An empty last block, of fixed codes. */
const LAST_BLOCK = Uint8Array.of(3, 0);

/**
 * One client's gzip stream of bytes that are compressed once for all. A stream has a header of its own,
 * and of what it has sent no more than a checksum and a length, for its end.
 */
export class GzipStream {
  #crc = 0;
  #length = 0;
  #begun = false;

  /** The bytes as they go out; whoever receives them can decode them at once. */
  write(bytes: Uint8Array): Uint8Array {
    const { blocks, crc, length, shift } = deflated(bytes);
    this.#crc = combined(this.#crc, crc, shift);
    this.#length += length;
    if (this.#begun) return blocks;
    this.#begun = true;
    return concat([HEADER, blocks]);
  }

  /** What a stream that ends well ends with. */
  end(): Uint8Array {
    const trailer = new Uint8Array(8);
    const view = new DataView(trailer.buffer);
    view.setUint32(0, this.#crc, true);
    view.setUint32(4, this.#length % 2 ** 32, true);
    return concat([LAST_BLOCK, trailer]);
  }
}
