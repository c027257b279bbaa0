import { createHmac, timingSafeEqual } from "node:crypto";
import type { RecordHead } from "@/lib/wire/review/record_line.ts";

/** What is signed: the fields in this order, a line each, after a line that nothing else signed begins with. */
const FIELDS = ["batch_id", "user_id", "first", "count", "hash", "at"] as const;

/** A head that says by whom it was made. */
export function signHead(head: Omit<RecordHead, "signature">, key: Uint8Array): RecordHead {
  return { ...head, signature: signatureOf(head, key) };
}

/** Whether one of the keys has signed it. */
export function isSigned(head: RecordHead, keys: readonly Uint8Array[]): boolean {
  const given = new TextEncoder().encode(head.signature);
  return keys.some((key) => {
    const wanted = new TextEncoder().encode(signatureOf(head, key));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

function signatureOf(head: Omit<RecordHead, "signature">, key: Uint8Array): string {
  const text = ["record head", ...FIELDS.map((field) => String(head[field]))].join("\n");
  return createHmac("sha256", key).update(text).digest("hex");
}
