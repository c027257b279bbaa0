/** The Worker inside a ChildSandbox's process: parses, and writes its replies to stdout itself. */
import { frame } from "@/lib/extract/sandbox/frames.ts";
import { serveDocuments } from "@/lib/extract/sandbox/parse_loop.ts";

serveDocuments((reply) => {
  for (const chunk of frame(reply)) {
    for (let sent = 0; sent < chunk.length;) sent += Deno.stdout.writeSync(chunk.subarray(sent));
  }
});
