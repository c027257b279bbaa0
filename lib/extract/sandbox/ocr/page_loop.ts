import { concat } from "@/lib/bytes.ts";
import { decodePgm } from "@/lib/extract/document/grey_picture.ts";
import { readPage } from "@/lib/extract/ocr/page_reader.ts";
import { Tesseract } from "@/lib/extract/ocr/tesseract.ts";
import { decodeMessage, encodeMessage } from "@/lib/extract/sandbox/message.ts";
import type { OcrRequest, PageHead } from "@/lib/extract/sandbox/ocr/page_reply.ts";

interface WorkerScope {
  onmessage: ((event: MessageEvent<WebAssembly.Module | Uint8Array<ArrayBuffer>>) => void) | null;
}

const NOTHING: PageHead = { words: 0 };

/**
 * Answers each message by one reply: Tesseract's WebAssembly, then the languages, then pages. An
 * empty one says that reading failed, and that Tesseract may be in any state.
 */
export function servePages(send: (reply: Uint8Array<ArrayBuffer>) => void): void {
  // The project is typed for pages; in a Worker the global is this.
  const scope = globalThis as unknown as WorkerScope;
  const reader = new Reader();
  scope.onmessage = async ({ data }) => {
    try {
      if (data instanceof Uint8Array) send(await reader.answer(data));
      else {
        reader.wasm = data;
        send(reply(NOTHING));
      }
    } catch (error) {
      console.error(error);
      send(new Uint8Array(0));
    }
  };
}

class Reader {
  wasm: WebAssembly.Module | undefined;
  readonly #models = new Map<string, Uint8Array>();
  #tesseract: Tesseract | undefined;

  async answer(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const { head, body } = decodeMessage(message);
    const { language } = head as OcrRequest;
    if (language !== null) {
      this.#models.set(language, await gunzip(body));
      return reply(NOTHING);
    }
    if (this.wasm === undefined) throw new Error('Cannot read "page": no Tesseract yet');
    this.#tesseract ??= await Tesseract.load(this.wasm, this.#models);
    this.#models.clear();
    const { text, words } = readPage(this.#tesseract, decodePgm(body));
    return reply({ words }, text);
  }
}

function reply(head: PageHead, text = ""): Uint8Array<ArrayBuffer> {
  return concat(encodeMessage(head, new TextEncoder().encode(text)));
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
