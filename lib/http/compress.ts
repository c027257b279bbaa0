import { continuedStream } from "@/lib/http/continued_stream.ts";

/** Below this, in bytes, gzip's header and the CPU cost more than is saved: it all fits in a packet. */
const MIN_BYTES = 1024;

/** JSON, CSV, pages, scripts and styles. Never text/event-stream: a stream compresses its events itself. */
const COMPRESSIBLE = /^(application\/(\w[\w.-]*\+)?json|text\/(csv|html|css|javascript))\s*(;|$)/i;

/**
 * Compresses a large answer by gzip when `req` asks for it, piece by piece as it comes; everything else
 * passes through untouched. Deno's own `automaticCompression` compresses on the thread that serves: by
 * `br`, a megabyte of JSON stopped every stream for 0.6 s.
 */
export async function compress(req: Request, response: Response): Promise<Response> {
  if (!COMPRESSIBLE.test(response.headers.get("content-type") ?? "")) return response;
  const headers = new Headers(response.headers);
  addVary(headers, "Accept-Encoding");
  const { status, statusText } = response;
  if (!mayCompress(response) || !acceptsGzip(req.headers.get("accept-encoding"))) {
    return new Response(response.body, { status, statusText, headers });
  }
  const { small, body } = await peek(response.body!, MIN_BYTES);
  if (small) return new Response(small, { status, statusText, headers });

  headers.set("content-encoding", "gzip");
  headers.delete("content-length");
  const etag = headers.get("etag");
  // Other bytes under the same name are only equal in meaning (RFC 9110, 8.8.1).
  if (etag && !etag.startsWith("W/")) headers.set("etag", `W/${etag}`);
  const compressed = body.pipeThrough(new CompressionStream("gzip"));
  return new Response(compressed, { status, statusText, headers });
}

/** A body of so many bytes at most as a whole, of others null; and the same body, read no further. */
async function peek(
  given: ReadableStream<Uint8Array<ArrayBuffer>>,
  bytes: number,
): Promise<
  { small: Uint8Array<ArrayBuffer> | null; body: ReadableStream<Uint8Array<ArrayBuffer>> }
> {
  const iterator = given.values();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let read = 0;
  while (read <= bytes) {
    const { value, done } = await iterator.next();
    if (done) break;
    pieces.push(value);
    read += value.length;
  }
  const small = read > bytes ? null : await new Blob(pieces).bytes();
  return { small, body: continuedStream(pieces, iterator) };
}

function mayCompress({ body, status, headers }: Response): boolean {
  return body !== null && status !== 206 && !headers.has("content-encoding") &&
    !/\bno-transform\b/i.test(headers.get("cache-control") ?? "");
}

/** Whether an Accept-Encoding prefers gzip to the plain body (RFC 9110, 12.5.3). */
export function acceptsGzip(header: string | null): boolean {
  const weights = new Map<string, number>();
  for (const item of (header ?? "").toLowerCase().split(",")) {
    const [coding, ...parameters] = item.split(";").map((part) => part.trim());
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))?.split("=")[1];
    const weight = q === undefined ? 1 : Number(q);
    if (coding) weights.set(coding, weight >= 0 && weight <= 1 ? weight : 0);
  }
  const gzip = weights.get("gzip") ?? weights.get("x-gzip") ?? weights.get("*") ?? 0;
  return gzip > 0 && gzip >= (weights.get("identity") ?? 0);
}

function addVary(headers: Headers, name: string): void {
  const vary = headers.get("vary") ?? "";
  const named = vary.toLowerCase().split(/\s*,\s*/);
  if (!named.includes("*") && !named.includes(name.toLowerCase())) headers.append("vary", name);
}
