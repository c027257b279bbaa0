import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal, Scope } from "@/lib/auth/principal.ts";
import { ME } from "@/lib/wire/user_id.ts";

/** The user of a route that names none in its path: `user_id` in the query, else the caller. */
export function queryUser(principal: Principal, url: URL, scope: Scope): string {
  return resolveUser(principal, url.searchParams.get("user_id") ?? ME, scope);
}
