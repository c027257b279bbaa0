import { assert, assertEquals } from "@std/assert";
import { Clock, DAY_MS, KEY, OTHER_KEY } from "@/lib/auth/_keys.ts";
import { HOST_SESSION_COOKIE, SESSION_COOKIE, Sessions } from "@/lib/auth/session.ts";
import { Tokens } from "@/lib/auth/tokens.ts";

const visit = (headers: HeadersInit = {}, url = "http://localhost:8000/") =>
  new Request(url, { headers });

const returning = (setCookie = "") => visit({ cookie: `a=b; ${setCookie.split(";")[0]}; c=d` });

const userOf = async (sessions: Sessions, req: Request) =>
  (await sessions.sessionOf(req))?.user ?? null;

Deno.test("Sessions gives a visitor a user and a cookie that brings it back", async () => {
  const sessions = new Sessions(KEY);
  const { user, setCookie = "" } = await sessions.ensureSession(visit());
  assert(/^u_[0-9a-f]{32}$/.test(user));
  const attributes = setCookie.split("; ").slice(1).sort();
  assertEquals(attributes, ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Lax"]);
  assertEquals(await userOf(sessions, returning(setCookie)), user);
  const session = await sessions.sessionOf(returning(setCookie));
  assertEquals(await sessions.ensureSession(returning(setCookie)), session);
  const another = await sessions.ensureSession(visit());
  assert(another.user !== user);
});

Deno.test("Sessions sets Secure where the visitor came by https", async () => {
  const sessions = new Sessions(KEY);
  const https = [
    visit({}, "https://app.example/"),
    visit({ "x-forwarded-proto": "https" }),
    visit({ "x-forwarded-proto": "HTTPS, http" }),
  ];
  for (const req of https) {
    const { setCookie = "" } = await sessions.ensureSession(req);
    const [cookie, ...attributes] = setCookie.split("; ");
    assert(cookie.startsWith(`${HOST_SESSION_COOKIE}=`), cookie);
    // Without any of these, or with a Domain, a browser refuses the prefix.
    assertEquals(attributes.filter((it) => /^(Secure|Path|Domain)/.test(it)).sort(), [
      "Path=/",
      "Secure",
    ]);
  }
});

Deno.test("Sessions takes only the __Host- cookie over https, and either over plain HTTP", async () => {
  const sessions = new Sessions(KEY);
  const { user, setCookie = "" } = await sessions.ensureSession(visit());
  const jwt = setCookie.split(";")[0].split("=")[1];
  const other = await sessions.ensureSession(visit());
  const otherJwt = other.setCookie?.split(";")[0].split("=")[1];
  const [plain, host] = [`${SESSION_COOKIE}=${jwt}`, `${HOST_SESSION_COOKIE}=${jwt}`];
  const planted = `${SESSION_COOKIE}=${otherJwt}; ${host}`;
  const cases: [string, string, string | null][] = [
    ["http://localhost:8000/", plain, user],
    ["http://localhost:8000/", host, user],
    ["https://app.example/", host, user],
    ["https://app.example/", planted, user],
    ["https://app.example/", plain, null],
  ];
  for (const [url, cookie, known] of cases) {
    assertEquals(await userOf(sessions, visit({ cookie }, url)), known, `${cookie} to ${url}`);
  }
});

Deno.test("Sessions renews a cookie after a day, and forgets it after its age", async () => {
  const clock = new Clock();
  const sessions = new Sessions(KEY, clock);
  const first = await sessions.ensureSession(visit());
  clock.ms += DAY_MS + 1000;
  const second = await sessions.ensureSession(returning(first.setCookie));
  assertEquals(second.user, first.user);
  assert(second.setCookie && second.setCookie !== first.setCookie);
  clock.ms += 400 * DAY_MS;
  assertEquals(await userOf(sessions, returning(second.setCookie)), null);
});

Deno.test("Sessions knows no one by a foreign, changed or borrowed cookie", async () => {
  const sessions = new Sessions(KEY);
  const foreign = await new Sessions(OTHER_KEY).ensureSession(visit());
  const token = await new Tokens(KEY).issueToken({ user: "alice", scopes: ["read"], seconds: 60 });
  const cookies = [
    foreign.setCookie,
    `${SESSION_COOKIE}=${token}`,
    `${SESSION_COOKIE}=x`,
    "x",
    ";=;",
  ];
  for (const cookie of cookies) {
    assertEquals(await userOf(sessions, returning(cookie)), null);
    assert((await sessions.ensureSession(returning(cookie))).setCookie);
  }
});

Deno.test("ensureSession renews at once what the previous key signed, for the same user", async () => {
  const before = await new Sessions(OTHER_KEY).ensureSession(visit());
  const rotated = new Sessions(KEY, { previousKey: OTHER_KEY });
  const cookie = before.setCookie!.split(";")[0];
  const after = await rotated.ensureSession(visit({ cookie }));
  assertEquals([after.user, after.isNew], [before.user, undefined]);
  const renewed = visit({ cookie: after.setCookie!.split(";")[0] });
  assertEquals((await new Sessions(KEY).sessionOf(renewed))?.user, before.user);
});
