import { Buffer } from "node:buffer";
import type { Quota } from "@/lib/auth/quota.ts";
import { type JsonLimits, readJson } from "@/lib/http/json_body.ts";

/**
 * Reads a JSON body that is to be stored, where bytes are left to who sends it; those that have come are
 * counted, whatever becomes of them.
 *
 * @throws {Problem} 400, 408, 413, 429
 */
export async function readStoredJson(
  req: Request,
  quota: Quota | null,
  limits: JsonLimits,
): Promise<unknown> {
  quota?.admit("bytes");
  const body = await readJson(req, limits);
  quota?.spend({ bytes: jsonSize(body) });
  return body;
}

/** What a value takes as JSON, in bytes. */
export function jsonSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
