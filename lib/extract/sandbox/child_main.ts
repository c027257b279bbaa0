/**
 * The child process's main thread: hands frames from stdin to a Worker, which parses and answers.
 * It does nothing else and waits in the read itself, so that the end of stdin ends the process at
 * once, even while a document makes the Worker spin. The first two frames are
 * the WebAssembly that the script works with (PDFium, Tesseract) and the Worker's script.
 */
// Relative: it runs without deno.json, so without its import map.
import { readFrame } from "./frames.ts";

function next(): Uint8Array<ArrayBuffer> {
  return readFrame((target) => Deno.stdin.readSync(target)) ?? Deno.exit(0);
}

// Compiles in the background while the Worker starts.
const wasm = WebAssembly.compile(next());
const script = new Blob([next()], { type: "text/javascript" });
const worker = new Worker(URL.createObjectURL(script), { type: "module" });
worker.postMessage(await wasm);

while (true) {
  const document = next();
  worker.postMessage(document, [document.buffer]);
}
