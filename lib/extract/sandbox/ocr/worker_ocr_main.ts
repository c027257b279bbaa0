/** The Web Worker's end of a WorkerSandbox that reads pages. */
import { servePages } from "@/lib/extract/sandbox/ocr/page_loop.ts";

interface WorkerScope {
  postMessage(message: Uint8Array<ArrayBuffer>, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
servePages((reply) => scope.postMessage(reply, [reply.buffer]));
