import { openapiDocument } from "@/lib/api/openapi/document.ts";

/** Where the document is; nobody need be known to read it. */
export const DOCUMENT_PATH = "/api/v1/openapi.json";

/** A deployment changes it: how long a copy may be old, in seconds. */
const MAX_AGE = 300;

let made: Promise<{ text: string; etag: string }> | null = null;

/** The document as an answer: the whole, or 304 to who has this version. Made once. */
export async function publicDocument(req: Request): Promise<Response> {
  const { text, etag } = await (made ??= make());
  const headers = { etag, "cache-control": `public, max-age=${MAX_AGE}` };
  const known = req.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  if (known.includes(etag) || known.includes("*")) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { headers: { ...headers, "content-type": "application/json" } });
}

async function make(): Promise<{ text: string; etag: string }> {
  const text = JSON.stringify(openapiDocument());
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  // Weak: what is compressed on the way is the same in meaning only.
  return { text, etag: `W/"${new Uint8Array(hash).toHex().slice(0, 32)}"` };
}
