import { assertRejects } from "@std/assert";
import { readMultipart } from "@/lib/http/multipart/multipart.ts";
import type { MultipartLimits } from "@/lib/http/multipart/multipart_sink.ts";
import { Problem } from "@/lib/http/problem.ts";

/** What a recording sink has seen, in order. */
export type Seen =
  | { field: string; value: string }
  | { file: string; name: string; type: string; bytes: string }
  | { rejected: string; reason: string };

/** Small enough to go over in a test. */
export const LIMITS: MultipartLimits = {
  maxFileBytes: 1000,
  maxRequestBytes: 100_000,
  maxFiles: 20,
  maxFieldBytes: 100,
};

/** Of the length and kind that browsers choose. */
export const BOUNDARY = "----WebKitFormBoundaryAbC";

/** A form as browsers write it; `end` is the closing delimiter. */
export function formBody(parts: [headers: string, content: string][], end = `--${BOUNDARY}--\r\n`) {
  const bodies = parts.map(([headers, content]) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`
  );
  return new TextEncoder().encode(bodies.join("") + end);
}

/** A request with `chunks` as its body, none bigger than given. */
export function upload(chunks: Iterable<Uint8Array> | ReadableStream<Uint8Array>, headers = {}) {
  return new Request("http://localhost/upload", {
    method: "POST",
    body: chunks instanceof ReadableStream ? chunks : ReadableStream.from(chunks),
    headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
  });
}

/** Reads an upload and says what came; bytes as latin1, so that they can be compared and read. */
export async function record(req: Request, limits: Partial<MultipartLimits> = {}) {
  const seen: Seen[] = [];
  await readMultipart(req, { ...LIMITS, ...limits }, {
    field: (field, value) => void seen.push({ field, value }),
    async file({ field: file, name, type, content }) {
      let bytes = "";
      for await (const chunk of content) {
        for (const byte of chunk) bytes += String.fromCharCode(byte);
      }
      seen.push({ file, name, type, bytes });
    },
    rejected: ({ name }, reason) => void seen.push({ rejected: name, reason }),
  });
  return seen;
}

/** Headers of a text file. */
export const TEXT = 'name="files"; filename="cv.txt"\r\nContent-Type: text/plain';

/** The status of the problem that `reading` ends with. */
export async function statusOf(reading: Promise<unknown>): Promise<number> {
  return (await assertRejects(() => reading, Problem)).status;
}

/** A body of `chunks` that counts what was taken of it, and reads none ahead. */
export function counted(chunks: Iterator<Uint8Array>) {
  const body = { taken: 0, cancelled: false, stream: new ReadableStream<Uint8Array>() };
  body.stream = new ReadableStream({
    pull(controller) {
      const { value, done } = chunks.next();
      if (done) return controller.close();
      body.taken++;
      controller.enqueue(value);
    },
    cancel: () => void (body.cancelled = true),
  }, { highWaterMark: 0 });
  return body;
}

/** UTF-8 bytes of `text`. */
export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
