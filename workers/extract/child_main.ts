/**
 * The child process's main thread: hands frames from stdin to a Worker and its replies to stdout.
 * It does nothing else, so that the end of stdin ends the process even while a document makes the
 * Worker spin. The first frame is the Worker's script.
 */
import { frame, FrameReader } from "./frames.ts";

/** PDFium is 5 MB, a document 10 MB. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

const frames = new FrameReader(Deno.stdin.readable, MAX_FRAME_BYTES);
const script = await frames.next();
if (script === null) Deno.exit(0);
const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
const worker = new Worker(url, { type: "module" });

worker.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
  for (const chunk of frame(data)) {
    for (let sent = 0; sent < chunk.length;) sent += Deno.stdout.writeSync(chunk.subarray(sent));
  }
};
worker.onerror = ({ message }) => {
  console.error(message);
  Deno.exit(1);
};

for (let next = await frames.next(); next !== null; next = await frames.next()) {
  worker.postMessage(next, [next.buffer]);
}
Deno.exit(0);
