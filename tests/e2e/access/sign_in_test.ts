import { assert, assertEquals, assertMatch } from "@std/assert";
import { OPEN_ID_CLIENT, OpenIdProvider, Visitor } from "@/testing/outside/open_id_provider.ts";
import { assertProblem } from "@/testing/problem.ts";
import { freePort, ServerProcess } from "@/testing/server_process.ts";

const SECRET = "only-for-tests-only-for-tests-only";
const STATUS = "/api/v1/sse/progress/status/me";

/** A server whose users sign in at `port`, where nobody may listen yet. */
function startServer(port: number): Promise<ServerProcess> {
  return ServerProcess.start({
    env: {
      AUTH_MODE: "session",
      AUTH_SECRET: SECRET,
      OIDC_ISSUER: `http://127.0.0.1:${port}`,
      OIDC_CLIENT_ID: OPEN_ID_CLIENT.id,
      OIDC_CLIENT_SECRET: OPEN_ID_CLIENT.secret,
      WORKERS: "0",
    },
  });
}

async function userOf(visitor: Visitor, server: ServerProcess): Promise<string> {
  const response = await visitor.ask(server.url + STATUS);
  assertEquals(response.status, 200);
  return (await response.json()).user_id;
}

Deno.test("people sign in at their provider, and are the same users each time", async (t) => {
  const port = freePort();
  await using server = await startServer(port);

  await t.step("a provider that is down is said, and no session is made", async () => {
    const response = await new Visitor().goTo(server.url, "ann");
    assertEquals([response.status, response.headers.getSetCookie()], [503, []]);
    assertMatch(await response.text(), /can't be reached/);
  });

  await using _provider = await OpenIdProvider.start(port, server.url);
  const ann = new Visitor();
  await t.step("a page leads to the provider and back to itself", async () => {
    const first = await ann.ask(`${server.url}/test-sse?from=now`);
    assertEquals([first.status, first.headers.get("cache-control")], [303, "no-store"]);
    assertEquals(first.headers.getSetCookie(), []);
    const page = await ann.goTo(`${server.url}/test-sse?from=now`, "ann");
    assertEquals([page.status, page.url], [200, `${server.url}/test-sse?from=now`]);
    assertMatch(await page.text(), /Sign out/);
    assertMatch(await userOf(ann, server), /^oidc_[0-9a-f]{32}$/);
  });

  await t.step("the same person is the same user, another is another", async () => {
    const again = new Visitor();
    await (await again.goTo(server.url, "ann")).body?.cancel();
    assertEquals(await userOf(again, server), await userOf(ann, server));
    const bob = new Visitor();
    await (await bob.goTo(server.url, "bob")).body?.cancel();
    assert(await userOf(bob, server) !== await userOf(ann, server));
    const path = `/api/v1/sse/progress/status/${await userOf(ann, server)}`;
    await assertProblem(await bob.ask(server.url + path), 403, "forbidden");
    const boss = new Visitor();
    await (await boss.goTo(server.url, "boss")).body?.cancel();
    const seen = await boss.ask(server.url + path);
    assertEquals([seen.status, (await seen.json()).user_id], [200, await userOf(ann, server)]);
  });

  await t.step("a way back that nobody began, or that was changed, makes no session", async () => {
    const stranger = new Visitor();
    const bare = await stranger.ask(`${server.url}/sign-in/callback?code=x&state=y`);
    assertEquals([bare.status, bare.headers.getSetCookie()], [400, []]);
    await bare.body?.cancel();
    await (await stranger.ask(`${server.url}/sign-in?to=/`)).body?.cancel();
    const forged = await stranger.ask(`${server.url}/sign-in/callback?code=x&state=y`);
    assertEquals([forged.status, forged.headers.getSetCookie()], [400, []]);
    await forged.body?.cancel();
    await assertProblem(await stranger.ask(server.url + STATUS), 401, "unauthorized");
  });

  await t.step(
    "whoever comes back is who began, and nobody plants a session of theirs",
    async () => {
      const begin = async (visitor: Visitor) => {
        const response = await visitor.ask(`${server.url}/sign-in?to=/`);
        await response.body?.cancel();
        return response;
      };
      const begun = await begin(new Visitor());
      const asked = new URL(begun.headers.get("location")!).searchParams;
      for (const name of ["state", "nonce", "code_challenge"]) {
        assert(asked.get(name)!.length >= 43, name);
      }
      assertEquals(asked.get("code_challenge_method"), "S256");
      const [cookie] = begun.headers.getSetCookie();
      assertMatch(cookie, /; HttpOnly/);
      assertMatch(cookie, /; SameSite=Lax/);
      assertMatch(cookie, /; Path=\/sign-in(;|$)/);
      assertMatch(cookie, /; Max-Age=600/);
      assertEquals(begun.headers.get("cache-control"), "no-store");

      // An attacker's own way back, code and all, given to somebody who has begun too.
      const attacker = new Visitor();
      await (await attacker.goTo(server.url, "mallory", "/sign-in/callback")).body?.cancel();
      const back = attacker.asked.at(-1)!;
      assertMatch(back, /[?&]code=/);
      const victim = new Visitor();
      await begin(victim);
      const planted = await victim.ask(back);
      await planted.body?.cancel();
      assertEquals([planted.status, planted.headers.getSetCookie()], [400, []]);
    },
  );

  await t.step("signing in leads to this site only", async () => {
    for (
      const to of [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/.//evil.example/",
      ]
    ) {
      const visitor = new Visitor();
      const url = `${server.url}/sign-in?to=${encodeURIComponent(to)}`;
      const page = await visitor.goTo(url, "ann");
      assertEquals(new URL(page.url).origin, server.url, to);
      await page.body?.cancel();
    }
  });

  await t.step(
    "no other page signs anybody out, nor what doesn't say where it comes from",
    async () => {
      const url = `${server.url}/sign-out`;
      for (const headers of [new Headers(), new Headers({ origin: "https://evil.example" })]) {
        const init = { method: "POST", headers, redirect: "manual" } as const;
        const refused = await fetch(url, init);
        await refused.body?.cancel();
        assertEquals([refused.status, refused.headers.getSetCookie()], [403, []]);
      }
    },
  );

  await t.step("who signs out is out", async () => {
    const out = await ann.ask(`${server.url}/sign-out`, { method: "POST" });
    assertEquals([out.status, out.headers.get("location")], [303, "/signed-out"]);
    await assertProblem(await ann.ask(server.url + STATUS), 401, "unauthorized");
    const page = await ann.ask(`${server.url}/signed-out`);
    assertMatch(await page.text(), /You have signed out/);
  });

  await t.step("the log has it all, and nobody's name or id", () => {
    const lines = server.log.split("\n").filter((line) => line.includes("security"));
    for (const said of ["signed in", "sign-in failed", "signed out", "requests refused"]) {
      assert(lines.some((line) => line.includes(said)), `${said}: ${server.log}`);
    }
    assert(!/oidc_[0-9a-f]|ann|bob|boss|127\.0\.0\.1/.test(lines.join()), lines.join("\n"));
  });
});

Deno.test("a visitor's cookie from before people had to sign in is none", async () => {
  await using anonymous = await ServerProcess.start({
    env: { AUTH_MODE: "session", AUTH_SECRET: SECRET, WORKERS: "0" },
  });
  const visit = await fetch(anonymous.url);
  await visit.body?.cancel();
  const cookie = visit.headers.getSetCookie()[0].split(";")[0];
  await using server = await startServer(freePort());
  const page = await fetch(server.url, { headers: { cookie }, redirect: "manual" });
  await page.body?.cancel();
  assertEquals([page.status, page.headers.get("location")], [303, "/sign-in?to=%2F"]);
  await assertProblem(
    await fetch(server.url + STATUS, { headers: { cookie } }),
    401,
    "unauthorized",
  );
  const absent = await fetch(`${anonymous.url}/sign-in`, { redirect: "manual" });
  assertEquals(absent.status, 404);
  await absent.body?.cancel();
});
