/** The Worker inside an OCR child's process: reads pages, and writes its replies to stdout itself. */
import { frame } from "@/lib/extract/sandbox/frames.ts";
import { servePages } from "@/lib/extract/sandbox/ocr/page_loop.ts";

servePages((reply) => {
  for (const chunk of frame(reply)) {
    for (let sent = 0; sent < chunk.length;) sent += Deno.stdout.writeSync(chunk.subarray(sent));
  }
});
