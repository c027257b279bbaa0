import { invalidUserId } from "@/lib/http/problems.ts";

/** Returns `value` if it is a user_id (DESIGN.md, "HTTP contract"), else throws a 400 problem. */
export function parseUserId(value: unknown): string {
  if (typeof value === "string" && /^[A-Za-z0-9._@-]{1,128}$/.test(value)) return value;
  throw invalidUserId(value);
}
