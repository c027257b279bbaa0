import { DocumentParser } from "@/lib/extract/document_parser.ts";
import { KINDS } from "@/lib/wire/file_kinds.ts";

/** What a sandbox's Worker is sent: PDFium once, then documents (the kind's number, the bytes). */
export type Message = WebAssembly.Module | Uint8Array<ArrayBuffer>;

interface WorkerScope {
  onmessage: ((event: MessageEvent<Message>) => void) | null;
}

/** Answers each message by one reply; an empty one says that the parser itself failed. */
export function serveDocuments(send: (reply: Uint8Array<ArrayBuffer>) => void): void {
  // The project is typed for pages; in a Worker the global is this.
  const scope = globalThis as unknown as WorkerScope;
  let parser: DocumentParser | undefined;
  scope.onmessage = async ({ data }) => {
    try {
      if (data instanceof Uint8Array) {
        if (parser === undefined) throw new Error('Cannot parse "document": no PDFium yet');
        send(await parser.parse(KINDS[data[0]], data.subarray(1)));
      } else {
        parser = await DocumentParser.load(data);
        send(parser.greeting());
      }
    } catch (error) {
      console.error(error);
      send(new Uint8Array(0));
    }
  };
}
