import { redactAddress, REDACTED } from "@/lib/telemetry/redact_address.ts";

/** Words of a key that make its value a secret, wherever they stand in it. */
const SECRET_WORDS = new Set(
  ["token", "jwt", "secret", "cookie", "cookies", "authorization", "password", "bearer"],
);
/** Keys that hold what a person wrote: documents and request bodies. */
const DOCUMENT_KEYS = new Set(
  ["text", "body", "content", "resume", "jobdescription", "data", "filename"],
);
const JWT = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const MAX_STRING = 500;
const MAX_STACK = 4000;
const MAX_ENTRIES = 50;
const MAX_DEPTH = 4;

/**
 * A copy of `value` that may be logged: no tokens, links, cookies, secrets, request bodies or documents, strings of
 * 500 characters at most. `key` is the name it goes by.
 */
export function redact(value: unknown, key = "", depth = 0): unknown {
  if (isSecret(key)) return REDACTED;
  if (typeof value === "string") return redactString(value, MAX_STRING);
  if (value instanceof Error) {
    return {
      name: value.name,
      message: redactString(value.message, MAX_STRING),
      stack: redactString(value.stack ?? "", MAX_STACK),
      cause: value.cause === undefined ? undefined : nested(value.cause, "", depth),
    };
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return REDACTED;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof URL) return redactString(value.href, MAX_STRING);
  if (value instanceof Date) return value;
  if (value instanceof Headers || value instanceof Request) return REDACTED;
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ENTRIES).map((item) => nested(item, "", depth));
  }
  return Object.fromEntries(
    Object.entries(value).slice(0, MAX_ENTRIES).map(([name, item]) => [
      name,
      nested(item, name, depth),
    ]),
  );
}

function nested(value: unknown, key: string, depth: number): unknown {
  return depth >= MAX_DEPTH ? "..." : redact(value, key, depth + 1);
}

function isSecret(key: string): boolean {
  const words = key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z]+/);
  return words.some((word) => SECRET_WORDS.has(word)) || DOCUMENT_KEYS.has(words.join(""));
}

function redactString(value: string, limit: number): string {
  const cut = value.length > limit ? value.slice(0, limit) + "..." : value;
  return redactAddress(cut.replace(JWT, REDACTED));
}
