import { assert, assertEquals, assertRejects } from "@std/assert";
import { App } from "fresh";
import { KEY } from "@/lib/auth/_keys.ts";
import { Authenticator } from "@/lib/auth/authenticate.ts";
import { authentication, openMode, pageSession } from "@/lib/auth/middleware.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { problems } from "@/lib/api/errors.ts";

interface State {
  principal: Principal;
}

function appOf(auth: Authenticator) {
  const app = new App<State>()
    .use(problems)
    .use(openMode(auth))
    .use("/api", authentication(auth))
    .all("/api/who", (ctx) => ctx.json(ctx.state.principal.user))
    .use("/page", pageSession(auth))
    .get("/page", (ctx) => ctx.text(ctx.state.principal.user))
    .get("/page/old", (ctx) => ctx.redirect("/page"))
    .get("/page/moved", () => Response.redirect("http://localhost:8000/page"));
  const handler = app.handler();
  return (path: string, headers: Record<string, string> = {}, method = "GET") =>
    handler(new Request(`http://localhost:8000${path}`, { headers, method }));
}

const auth = new Authenticator({ mode: "session", key: KEY, allowedOrigins: [] });
const send = appOf(auth);

Deno.test("pageSession sets a cookie once, by which the API knows the visitor", async () => {
  const first = await send("/page");
  const user = await first.text();
  const [setCookie] = first.headers.getSetCookie();
  assertEquals(first.headers.get("cache-control"), "private, no-store");
  const cookie = setCookie.split(";")[0];

  const second = await send("/page", { cookie });
  assertEquals([await second.text(), second.headers.getSetCookie()], [user, []]);

  const api = await send("/api/who", { cookie });
  assertEquals([api.status, await api.json()], [200, user]);
});

Deno.test("pageSession sets the cookie on a redirect too, whose headers may be fixed", async () => {
  for (const path of ["/page/old", "/page/moved"]) {
    const response = await send(path);
    assertEquals([response.status, response.headers.getSetCookie().length], [302, 1]);
  }
});

Deno.test("authentication answers a 401 with its challenge", async () => {
  const nobody = await send("/api/who");
  assertEquals(nobody.status, 401);
  assertEquals(nobody.headers.get("www-authenticate"), 'Bearer realm="resume-screener"');
  assertEquals((await nobody.json()).type, "urn:resume-screener:problem:unauthorized");
  const expired = await send("/api/who", { authorization: "Bearer a.b.c" });
  assertEquals(expired.status, 401);
  assert(expired.headers.get("www-authenticate")?.includes('error="invalid_token"'));
  await expired.body?.cancel();
});

Deno.test("authentication guards what a cookie may do, and not what a token may", async () => {
  const { setCookie = "" } = await auth.sessions.ensureSession(new Request("http://localhost/"));
  const cookie = setCookie.split(";")[0];
  const token = await auth.tokens.issueToken({ user: "bot", scopes: ["write"], seconds: 60 });
  const authorization = `Bearer ${token}`;
  const host = "localhost:8000";
  const origin = "https://evil.example";
  const cases: [Record<string, string>, number][] = [
    [{ cookie }, 403],
    [{ cookie, origin }, 403],
    [{ cookie, host, origin: "http://localhost:8000" }, 200],
    [{ cookie, "sec-fetch-site": "same-origin" }, 200],
    [{ authorization }, 200],
    [{ authorization, origin }, 200],
  ];
  for (const [headers, status] of cases) {
    const response = await send("/api/who", headers, "POST");
    assertEquals(response.status, status, JSON.stringify(headers));
    await response.body?.cancel();
  }
});

Deno.test("open mode serves this machine without a cookie, and no other", async () => {
  const open = appOf(new Authenticator({ mode: "open", key: KEY }));
  for (const path of ["/page", "/api/who"]) {
    const local = await open(path, { host: "127.0.0.1:8000" });
    assertEquals([local.status, local.headers.getSetCookie()], [200, []]);
    assert((await local.text()).includes("local"));
    const rebound = await open(path, { host: "evil.example:8000" });
    assertEquals(rebound.status, 403);
    await rebound.body?.cancel();
  }
});

Deno.test("authentication goes no further when it refuses", async () => {
  let reached = false;
  const ctx = {
    info: { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } as const },
    req: new Request("http://localhost/"),
    state: {} as State,
    next: () => Promise.resolve(new Response(`${reached = true}`)),
  };
  await assertRejects(() => authentication(auth)(ctx));
  assertEquals(reached, false);
});
