import { invalidUserId } from "@/lib/http/problems.ts";
import { isUserId } from "@/lib/wire/user_id.ts";

/**
 * Returns `value` if it is a user_id (docs/api.md).
 * @throws {Problem} 400, it is none
 */
export function parseUserId(value: unknown): string {
  if (isUserId(value)) return value;
  throw invalidUserId(value);
}
