import { SaxesParser } from "saxes";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** Word nests tables within text boxes within tables, a dozen levels each. */
const MAX_DEPTH = 256;

/** What is told about a document's elements; names come without their prefix. */
export interface XmlHandler {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  text(text: string): void;
}

/** Reads XML in pieces and tells a handler. There is no DTD, so no entities but XML's own five. */
export class XmlReader {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  #decoder: TextDecoder | undefined;
  #depth = 0;

  constructor(handler: XmlHandler) {
    const parser = this.#parser;
    parser.on("error", () => {
      throw new ExtractionError("corrupt");
    });
    parser.on("doctype", () => {
      throw new ExtractionError("corrupt");
    });
    parser.on("opentag", ({ name, attributes }) => {
      if (++this.#depth > MAX_DEPTH) throw new ExtractionError("corrupt");
      handler.open(local(name), (wanted) => attributes[wanted] ?? unprefixed(attributes, wanted));
    });
    parser.on("closetag", ({ name }) => {
      this.#depth--;
      handler.close(local(name));
    });
    parser.on("text", (text) => handler.text(text));
    parser.on("cdata", (text) => handler.text(text));
  }

  /** @throws {ExtractionError} corrupt: not well formed, a DTD, or too deep; or what the handler throws */
  write(piece: Uint8Array): void {
    this.#decoder ??= new TextDecoder(encodingOf(piece));
    this.#parser.write(this.#decoder.decode(piece, { stream: true }));
  }

  /** Ends the document. */
  close(): void {
    if (this.#decoder !== undefined) this.#parser.write(this.#decoder.decode());
    this.#parser.close();
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Word writes w:val; other programs choose prefixes of their own. */
function unprefixed(attributes: Record<string, string>, wanted: string): string | undefined {
  if (!wanted.startsWith("w:")) return undefined;
  const ending = wanted.slice(1);
  const name = Object.keys(attributes).find((each) => each.endsWith(ending));
  return name === undefined ? undefined : attributes[name];
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}
