import { setCookie } from "@std/http/cookie";
import { isHttps } from "@/lib/auth/session.ts";
import { cookieOf } from "@/lib/http/cookie.ts";
import { guardOrigin } from "@/lib/http/origin_guard.ts";
import { linkQuota } from "@/lib/api/quota_of.ts";
import { isReading } from "@/lib/http/methods.ts";
import { notFound } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import type { Share } from "@/lib/shares/share.ts";

/** The cookie that holds a link's token; it is sent to that link's paths alone. */
export const SHARE_COOKIE = "resume_screener_share";

/** Where the API of all links is, which lets in whoever has their cookie, and asks for no session. */
export const SHARED_PATH = "/api/v1/shared/";

/**
 * The link that a request comes by: its id in the path, and the token in the cookie. A request that may
 * write is counted on the link.
 *
 * @throws {ShareNotFoundError} it is none's
 * @throws {ShareEndedError}
 * @throws {Problem} 403 from another site, 404 for another link's token, 429
 */
export async function shareOf(
  { req, params, state }: {
    req: Request;
    params: Record<string, string>;
    state: { services: Pick<Services, "shares" | "auth" | "sessionQuotas"> };
  },
): Promise<Share> {
  guardOrigin(req, { byCookie: true, allowedOrigins: [] });
  const share = await state.services.shares.open(cookieOf(req.headers, SHARE_COOKIE) ?? "");
  if (share.id !== params.share) throw notFound("the share");
  if (!isReading(req)) {
    const quota = linkQuota(state.services, share.id);
    quota?.admit("changes");
    quota?.spend({ changes: 1 });
  }
  return share;
}

/** The Set-Cookie by which a browser may use the link until it ends. */
export function shareCookie(req: Request, { id, expiresAt }: Share, token: string): string {
  const headers = new Headers();
  setCookie(headers, {
    name: SHARE_COOKIE,
    value: token,
    path: SHARED_PATH + id,
    maxAge: Math.max(1, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000)),
    httpOnly: true,
    sameSite: "Lax",
    secure: isHttps(req),
  });
  return headers.get("set-cookie") ?? "";
}
