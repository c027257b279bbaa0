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

/** As a module's source the script would be parsed by Deno first, which keeps 45 MB of that. */
const LOADER = "onmessage = ({ data }) => (0, eval)(new TextDecoder().decode(data))";

const binary = next();
// Compiles in the background while the Worker starts.
const wasm = WebAssembly.compile(binary);
// Compiled from a copy; this thread makes too little garbage for it ever to be collected.
binary.buffer.transfer(0);
const loader = URL.createObjectURL(new Blob([LOADER], { type: "text/javascript" }));
const worker = new Worker(loader, { type: "module" });
const script = next();
worker.postMessage(script, [script.buffer]);
worker.postMessage(await wasm);

while (true) {
  const document = next();
  worker.postMessage(document, [document.buffer]);
}
