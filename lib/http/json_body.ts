import { Buffer } from "node:buffer";
import { BodyReader } from "@/lib/http/body_reader.ts";
import { contentLength } from "@/lib/http/content_length.ts";
import { Problem } from "@/lib/http/problem.ts";
import { badRequest, invalidJson, payloadTooLarge, tooSlow } from "@/lib/http/problems.ts";

/** Bounds of a JSON body. */
export interface JsonLimits {
  maxBytes: number;
  /** So long the client is waited for in all, in milliseconds; 20 s unless told. */
  idleMs?: number;
}

/** 100 KiB at 5 KB/s. */
const IDLE_MS = 20_000;

/**
 * Reads a JSON body of at most `maxBytes`, whatever its content-type says.
 * @throws {Problem} 413 for a longer one, without reading on; 408 for one that doesn't come; 400 for what is not JSON in UTF-8
 */
export async function readJson(req: Request, limits: JsonLimits): Promise<unknown> {
  const bytes = await readBytes(req, limits);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the body.
    throw invalidJson(bytes.length === 0 ? "Cannot read the body: it is empty" : undefined);
  }
}

async function readBytes(req: Request, { maxBytes, idleMs = IDLE_MS }: JsonLimits) {
  const declared = contentLength(req);
  if (declared !== null && declared > maxBytes) {
    await req.body?.cancel();
    throw payloadTooLarge(maxBytes);
  }
  // No more than was declared can come, if it isn't overruled: reading it at once costs far less.
  const isBounded = declared !== null && !req.headers.has("transfer-encoding");
  try {
    return isBounded ? await readWhole(req, idleMs) : await readPieces(req, { maxBytes, idleMs });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw badRequest("Cannot read the body: it ended early", cause);
  }
}

async function readWhole(req: Request, idleMs: number): Promise<Uint8Array> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(tooSlow()), idleMs);
  try {
    // Fewer bytes than declared may come, and the client wait for an answer.
    return await Promise.race([req.bytes(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function readPieces(req: Request, limits: Required<JsonLimits>): Promise<Uint8Array> {
  if (!req.body) return new Uint8Array();
  const reader = new BodyReader(req.body, { ...limits, bytesPerSecond: Infinity });
  const chunks: Uint8Array[] = [];
  try {
    for (let chunk; (chunk = await reader.read());) chunks.push(chunk);
  } catch (error) {
    await reader.cancel();
    throw error;
  }
  return Buffer.concat(chunks);
}
