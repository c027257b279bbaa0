import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { SHARE_COOKIE, shareCookie, shareOf } from "@/lib/api/shared/share_access.ts";
import { networkAllowances, Quotas } from "@/lib/auth/quota.ts";
import { Problem } from "@/lib/http/problem.ts";
import type { Services } from "@/lib/services.ts";
import type { Share } from "@/lib/shares/share.ts";
import { ShareNotFoundError } from "@/lib/shares/share_errors.ts";

const TOKEN = "t".repeat(43);
const HOUR_MS = 3_600_000;
const share = { id: "s1", expiresAt: new Date(Date.now() + HOUR_MS).toISOString() } as Share;

/** Asks by a link that has two changes left. */
function door(mode = "session") {
  const changes = { burst: 2, perHour: 1 };
  const services = {
    auth: { mode },
    sessionQuotas: new Quotas({ ...networkAllowances(HOUR_MS), changes }, { now: () => 0 }),
    shares: {
      open: (token: string) =>
        token === TOKEN ? Promise.resolve(share) : Promise.reject(new ShareNotFoundError()),
    },
  } as unknown as Services;
  return (method: string, { token = TOKEN, id = "s1" } = {}) =>
    shareOf({
      req: new Request("http://localhost/", {
        method,
        headers: { cookie: `${SHARE_COOKIE}=${token}`, "sec-fetch-site": "same-origin" },
      }),
      params: { share: id },
      state: { services },
    });
}

async function statusOf(asked: Promise<Share>): Promise<number> {
  const { status } = await assertRejects(() => asked, Problem);
  return status;
}

Deno.test("shareOf counts what writes on the link, and nothing of who hasn't its token", async () => {
  const ask = door();
  for (let i = 0; i < 3; i++) {
    await assertRejects(() => ask("PUT", { token: "x".repeat(43) }), ShareNotFoundError);
    assertEquals(await statusOf(ask("PUT", { id: "s2" })), 404);
  }
  await ask("PUT");
  await ask("PUT");
  assertEquals(await statusOf(ask("PUT")), 429);
  assertEquals(await ask("GET"), share);
  const open = door("open");
  for (let i = 0; i < 5; i++) assertEquals(await open("PUT"), share);
});

Deno.test("shareCookie is for this link's paths alone, for as long as it stands, and no script's", () => {
  const cookieBy = (headers: Record<string, string>) =>
    shareCookie(new Request("http://localhost/", { headers }), share, TOKEN);
  const [pair, ...flags] = cookieBy({}).split("; ");
  assertEquals(pair, `${SHARE_COOKIE}=${TOKEN}`);
  const maxAge = flags.find((flag) => flag.startsWith("Max-Age="))!;
  assertMatch(maxAge, /=35\d\d$|=3600$/);
  assertEquals(
    flags.filter((flag) => flag !== maxAge).toSorted(),
    ["HttpOnly", "Path=/api/v1/shared/s1", "SameSite=Lax"],
  );
  assertEquals(cookieBy({ "x-forwarded-proto": "https" }).includes("; Secure"), true);
});
