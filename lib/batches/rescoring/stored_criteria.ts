import type { Criteria } from "@/lib/wire/review/criteria.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Criteria as they are stored: a structure of as much text takes more than a value may have. */
export function encodedCriteria(criteria: Criteria): Uint8Array {
  return encoder.encode(JSON.stringify(criteria));
}

/** Null where there are none. */
export function decodedCriteria(bytes: Uint8Array | null): Criteria | null {
  return bytes && JSON.parse(decoder.decode(bytes));
}
