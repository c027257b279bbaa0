/** The Web Worker's end of a WorkerSandbox. */
import { serveDocuments } from "@/lib/extract/sandbox/parse_loop.ts";

interface WorkerScope {
  postMessage(message: Uint8Array<ArrayBuffer>, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
serveDocuments((reply) => scope.postMessage(reply, [reply.buffer]));
