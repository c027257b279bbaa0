import type { Principal, Scope } from "@/lib/auth/principal.ts";
import { forbidden, unauthorized } from "@/lib/http/problems.ts";
import { parseUserId } from "@/lib/http/user_id.ts";
import { ME } from "@/lib/wire/user_id.ts";

/**
 * The user a request acts for: `requested`, where `me` is the caller.
 * @throws {Problem} 401 without a principal, 400 for what is no user_id, 403 for another user unless
 * admin or open, 403 without `scope`
 */
export function resolveUser(
  principal: Principal | null | undefined,
  requested: string,
  scope: Scope,
): string {
  const known = requireScope(principal, scope);
  const user = requested === ME ? known.user : parseUserId(requested);
  if (user === known.user || known.via === "open" || known.scopes.has("admin")) return user;
  throw forbidden("Cannot act for another user");
}

/**
 * The principal, if it has `scope` (or admin).
 * @throws {Problem} 401 without a principal, 403 without the scope
 */
export function requireScope(principal: Principal | null | undefined, scope: Scope): Principal {
  if (!principal) throw unauthorized();
  if (principal.scopes.has(scope) || principal.scopes.has("admin")) return principal;
  throw forbidden(`Cannot do this without the scope "${scope}"`);
}
