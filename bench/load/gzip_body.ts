import { concat } from "@/lib/bytes.ts";
import { constants, inflateRawSync } from "node:zlib";

/** Bytes before the first block: no server under test sends a name or a comment (RFC 1952). */
const HEADER_BYTES = 10;
const LINE_FEED = 10;
const NONE = new Uint8Array(0);

const latin1 = new TextDecoder("latin1");
/** Blocks are the same for every stream; inflated once, they leave the processor to the server. */
const inflated = new Map<string, Uint8Array>();

/**
 * One HTTP/1.1 response whose body is chunked (RFC 9112, section 7.1) and compressed, each chunk
 * ended by a full flush, so that it depends on none before it.
 */
export class GzipBody {
  #rest: Uint8Array = NONE;
  #state: "head" | "first chunk" | "chunks" = "head";

  /** The head, as it came, and then what each whole chunk says. */
  *decode(bytes: Uint8Array): Generator<Uint8Array> {
    this.#rest = this.#rest.length > 0 ? concat([this.#rest, bytes]) : bytes.slice();
    if (this.#state === "head") {
      const end = latin1.decode(this.#rest).indexOf("\r\n\r\n") + 4;
      if (end < 4) return;
      this.#state = "first chunk";
      yield this.#cut(end);
    }
    for (let line = this.#sizeLine(); line; line = this.#sizeLine()) {
      const start = line.length + 2;
      const end = start + parseInt(line, 16);
      if (this.#rest.length < end + 2) return;
      const blocks = this.#cut(end + 2).subarray(start, end);
      yield inflate(this.#state === "chunks" ? blocks : blocks.subarray(HEADER_BYTES));
      this.#state = "chunks";
    }
  }

  /** What stands before the next chunk's data; empty where that has not come yet. */
  #sizeLine(): string {
    const end = this.#rest.indexOf(LINE_FEED) - 1;
    return end > 0 ? latin1.decode(this.#rest.subarray(0, end)) : "";
  }

  #cut(end: number): Uint8Array {
    const bytes = this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end);
    return bytes;
  }
}

function inflate(blocks: Uint8Array): Uint8Array {
  const key = latin1.decode(blocks);
  let bytes = inflated.get(key);
  if (!bytes) {
    bytes = inflateRawSync(blocks, { finishFlush: constants.Z_SYNC_FLUSH });
    inflated.set(key, bytes);
  }
  return bytes;
}
