/** The sandbox's end: runs in a Worker without permissions, gets documents, answers with text. */
import { DocumentParser } from "./document_parser.ts";
import { FILE_KINDS } from "./file_kind.ts";

interface Scope {
  onmessage: ((event: MessageEvent<Uint8Array<ArrayBuffer>>) => void) | null;
  postMessage(message: Uint8Array<ArrayBuffer>, transfer: Transferable[]): void;
}

// The project is typed for pages; in a Worker the global is this.
const scope = globalThis as unknown as Scope;
let parser: Promise<DocumentParser> | undefined;

scope.onmessage = async ({ data }) => {
  // The first message is PDFium itself; its answer says that documents may come.
  const reply = parser === undefined
    ? await (parser = DocumentParser.load(data)).then((loaded) => loaded.greeting())
    : await (await parser).parse(FILE_KINDS[data[0]], data.subarray(1));
  scope.postMessage(reply, [reply.buffer]);
};
