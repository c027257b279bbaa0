import { createHash, type Hash } from "node:crypto";
import type { FilePart } from "@/lib/http/multipart/multipart_sink.ts";

/** What a multipart request says, as one SHA-256: fields and files in their order, names, sizes and bytes. */
export class UploadDigest {
  readonly #hash: Hash = createHash("sha256");

  field(name: string, value: string): void {
    this.#add("field", name, value);
  }

  /** A file of which nothing is read. */
  name(field: string, name: string): void {
    this.#add("name", field, name);
  }

  /** The file's bytes again, taken into account as they are read. */
  async *file({ field, name, content }: FilePart): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    this.#add("file", field, name);
    let size = 0;
    try {
      for await (const piece of content) {
        size += piece.length;
        this.#hash.update(piece);
        yield piece;
      }
    } finally {
      this.#add("size", size);
    }
  }

  /** All so far, in hex. */
  hex(): string {
    return this.#hash.copy().digest("hex");
  }

  #add(...words: unknown[]): void {
    this.#hash.update(JSON.stringify(words));
  }
}
