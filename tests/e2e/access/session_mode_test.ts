import { assert, assertEquals, assertMatch } from "@std/assert";
import { loadAuthKey } from "@/lib/auth/secret.ts";
import { type Grant, Tokens } from "@/lib/auth/tokens.ts";
import { readSettings } from "@/lib/settings.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { mainJob } from "@/tests/e2e/_main_job.ts";
import { assertProblem } from "@/testing/problem.ts";
import { textResumes } from "@/testing/resumes.ts";
import { assertDrains } from "@/tests/e2e/_drain.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const SECRET = "only-for-tests-only-for-tests-only";
const settings = { env: { AUTH_MODE: "session", AUTH_SECRET: SECRET } };
const UPDATE = JSON.stringify({ completed: 1, total: 2 });
const UPGRADE = {
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** Every route of the API that a user_id or a batch decides about. */
const routes = (user: string): [method: string, path: string][] => [
  ["GET", `/api/v1/sse/progress/stream/${user}`],
  ["GET", `/api/v1/sse/progress/status/${user}`],
  ["POST", `/api/v1/sse/progress/${user}`],
  ["DELETE", `/api/v1/sse/progress/${user}`],
  ["GET", `/api/v1/ws/progress/${user}`],
  ["POST", `/api/v1/resumes/upload?user_id=${user}`],
  ["GET", `/api/v1/resumes/batches?user_id=${user}`],
  ["GET", `/api/v1/resumes/batches/b1?user_id=${user}`],
  ["GET", `/api/v1/resumes/batches/b1/results?user_id=${user}`],
  ["POST", `/api/v1/resumes/batches/b1/close?user_id=${user}`],
  ["POST", `/api/v1/resumes/batches/b1/cancel?user_id=${user}`],
  ["POST", `/api/v1/resumes/batches/b1/retry?user_id=${user}`],
];

serverTest("a server in session mode lets each to its own", settings, async (server, step) => {
  const own = await ApiClient.identify(server.url);
  const other = await ApiClient.identify(server.url);

  await step("a page visit makes a session of its own", async () => {
    const page = await fetch(server.url);
    const html = await page.text();
    const cookie = page.headers.getSetCookie().join();
    assertMatch(cookie, /^resume_screener_session=[\w.-]+;.*HttpOnly/);
    assertMatch(cookie, /SameSite=Lax/);
    assertMatch(page.headers.get("content-security-policy") ?? "", /nonce-/);
    assert(html.includes("Screen resumes against a job"));
    assertMatch(own.user, /^u_\w{32}$/);
    assert(own.user !== other.user);
  });

  await step("the main job runs for a session, and `me` is its user", async () => {
    await mainJob(own);
    const { body } = await other.call("GET", "/api/v1/sse/progress/status/me");
    assertEquals([body!.user_id, body!.progress], [other.user, null]);
  });

  await step("nobody gets in without a cookie or token", async () => {
    const statusRoute: [string, string] = ["GET", "/api/v1/sse/connections/status"];
    for (const [method, path] of [...routes("me"), ...routes(own.user), statusRoute]) {
      const response = await fetch(server.url + path, { method });
      assertMatch(response.headers.get("www-authenticate") ?? "", /^Bearer realm=/, path);
      await assertProblem(response, 401, "unauthorized");
    }
    for (const path of ["//api/v1/sse/progress/status/me", "/api//v1/sse/progress/status/me"]) {
      const response = await fetch(server.url + path);
      assert([401, 404].includes(response.status), `${path}: ${response.status}`);
      await response.body?.cancel();
    }
    const cookie = own.headers.cookie.replace(/[^.]+$/, (sign) => [...sign].reverse().join(""));
    const headers = { cookie, origin: server.url };
    const response = await fetch(server.url + own.statusPath, { headers });
    await assertProblem(response, 401, "unauthorized");
  });

  await step("a session has no way to another user", async () => {
    for (const [method, path] of routes(other.user)) {
      const body = method === "POST" ? UPDATE : undefined;
      const headers = path.includes("/ws/") ? UPGRADE : {};
      const response = await own.fetch(path, { method, body, headers });
      await assertProblem(response, 403, "forbidden");
    }
    const byField = await own.upload(textResumes(1), { fields: { user_id: other.user } });
    await assertProblem(byField, 403, "forbidden");
    const { batch_id } = await other.accepted(textResumes(1));
    for (const more of ["", "/results"]) {
      await assertProblem(await own.fetch(own.batchPath(batch_id, more)), 404, "not-found");
    }
    const added = await own.upload(textResumes(1), { fields: { batch_id } });
    await assertProblem(added, 404, "not-found");
  });

  await step("a request by cookie must show that it comes from the site itself", async () => {
    const { cookie } = own.headers;
    const foreign: Record<string, string>[] = [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example", "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign) {
      const init = { method: "POST", body: UPDATE, headers: { cookie, ...headers } };
      const response = await fetch(server.url + own.progressPath, init);
      await assertProblem(response, 403, "forbidden");
    }
    const same: Record<string, string>[] = [
      { origin: server.url },
      // As an old browser says it where a proxy ends TLS.
      { origin: server.url.replace("http:", "https:") },
      { "sec-fetch-site": "same-origin" },
    ];
    for (const headers of same) {
      const init = { method: "POST", body: UPDATE, headers: { cookie, ...headers } };
      const response = await fetch(server.url + own.progressPath, init);
      await response.body?.cancel();
      assertEquals(response.status, 202, JSON.stringify(headers));
    }
  });

  await step("another site's page reads nothing by the cookie, streams included", async () => {
    const { cookie } = own.headers;
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
      { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ];
    const reads = routes("me").filter(([method, path]) => method === "GET" && !/ws/.test(path));
    for (const [, path] of [...reads, ["GET", "/api/v1/sse/connections/status"]]) {
      for (const headers of foreign) {
        const response = await fetch(server.url + path, { headers: { cookie, ...headers } });
        await assertProblem(response, 403, "forbidden");
      }
    }
    const socket = { cookie, ...UPGRADE };
    const unnamed = await fetch(`${server.url}/api/v1/ws/progress/me`, { headers: socket });
    await assertProblem(unnamed, 403, "forbidden");
    // A link in a mail, and the address typed.
    for (const site of ["cross-site", "none"]) {
      const headers = { cookie, "sec-fetch-site": site, "sec-fetch-mode": "navigate" };
      const page = await fetch(server.url, { headers });
      await page.body?.cancel();
      assertEquals([page.status, page.headers.getSetCookie()], [200, []]);
    }
  });

  await step("a WebSocket opens for the own origin only", async () => {
    const path = `/api/v1/ws/progress/${own.user}`;
    const foreign = { ...UPGRADE, origin: "https://evil.example" };
    await assertProblem(await own.fetch(path, { headers: foreign }), 403, "forbidden");
    await using socket = await own.socket();
    assertEquals((await socket.one()).event, "connected");
    await assertProblem(await own.fetch(path), 426, "upgrade-required");
  });

  await step("a token may do what its scopes say, and no more", async () => {
    const key = await loadAuthKey(readSettings(new Map(Object.entries(settings.env))));
    const tokens = new Tokens(key);
    const holder = async (grant: Omit<Grant, "seconds" | "user">, user = "bob") => {
      const token = await tokens.issueToken({ user: "bob", seconds: 60, ...grant });
      return new ApiClient(server.url, user, "token", { authorization: `Bearer ${token}` });
    };
    const may = async (caller: ApiClient) => [
      await statusOf(caller.fetch(caller.statusPath)),
      await statusOf(caller.upload(textResumes(1))),
      await statusOf(caller.fetch(caller.progressPath, { method: "POST", body: UPDATE })),
    ];
    assertEquals(await may(await holder({ scopes: ["read"] })), [200, 403, 403]);
    assertEquals(await may(await holder({ scopes: ["write"] })), [403, 202, 403]);
    assertEquals(await may(await holder({ scopes: ["publish"] })), [403, 403, 202]);
    assertEquals(await may(await holder({ scopes: ["read", "publish"] }, "eve")), [403, 403, 403]);
    const admin = await holder({ scopes: ["admin"] }, "eve");
    assertEquals(await may(admin), [200, 202, 202]);
    const me = await admin.call("GET", "/api/v1/sse/progress/status/me");
    assertEquals(me.body!.user_id, "bob");
    // Another site's page may not write by one either.
    for (const name of ["sec-fetch-site", "origin"]) {
      const headers = { [name]: name === "origin" ? "https://evil.example" : "cross-site" };
      const init = { method: "POST", body: UPDATE, headers };
      assertEquals(await statusOf(admin.fetch(admin.progressPath, init)), 403, name);
    }
  });

  await step("a bad token is refused, and a cookie does not make up for it", async () => {
    const stranger = await new Tokens(new TextEncoder().encode("x".repeat(40)))
      .issueToken({ user: "bob", scopes: ["admin"], seconds: 60 });
    const session = own.headers.cookie.split("=")[1];
    for (const token of [stranger, session, "nonsense", ""]) {
      const headers = { authorization: `Bearer ${token}` };
      const response = await own.fetch(own.statusPath, { headers });
      assertMatch(response.headers.get("www-authenticate") ?? "", /error="invalid_token"/);
      await assertProblem(response, 401, "unauthorized");
    }
  });

  await assertDrains(server, own, step);
});

async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}
