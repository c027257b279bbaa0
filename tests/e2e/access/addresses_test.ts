import { assert, assertEquals, assertMatch } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import type { ServerProcess } from "@/testing/server_process.ts";
import { textResumes } from "@/testing/resumes.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const settings = { env: { AUTH_MODE: "session", WORKERS: "0" } };
const LONG = "a".repeat(5000);
const BATCHES = "/api/v1/resumes/batches";
const ALL = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** A request by hand: fetch sends no TRACE, no Host of its own and no bad path. */
async function send(
  { port }: ServerProcess,
  line: string,
  given: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: string }> {
  const fields = { host: `127.0.0.1:${port}`, connection: "close", ...given };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(`${line} HTTP/1.1\r\n${head}\r\n`));
  const { readable } = connection;
  const answer = (await Array.fromAsync(readable.pipeThrough(new TextDecoderStream()))).join("");
  const [top, ...body] = answer.split("\r\n\r\n");
  const [status, ...lines] = top.split("\r\n");
  const headers = lines.map((line) => line.split(/: (.*)/, 2) as [string, string]);
  return {
    status: Number(status.split(" ")[1]),
    headers: new Headers(headers),
    body: body.join("\r\n\r\n"),
  };
}

/** Requests that nothing answers well, and what of it they are told. */
const REFUSED: [line: string, status: number, slug: string, allow?: string][] = [
  // ids that can't be one
  [`GET ${BATCHES}/${LONG}`, 404, "not-found"],
  [`GET ${BATCHES}/${LONG}/results`, 404, "not-found"],
  [`POST ${BATCHES}/${LONG}/close`, 404, "not-found"],
  [`POST ${BATCHES}/${LONG}/cancel`, 404, "not-found"],
  [`POST ${BATCHES}/${LONG}/retry`, 404, "not-found"],
  [`GET ${BATCHES}/a%20b`, 404, "not-found"],
  [`GET ${BATCHES}?cursor=${LONG}`, 422, "invalid-field"],
  [`GET ${BATCHES}?user_id=${LONG}`, 400, "invalid-user-id"],
  [`GET /api/v1/sse/progress/status/me?batch_id=${LONG}`, 422, "invalid-field"],
  [`GET /api/v1/sse/progress/stream/${LONG}`, 400, "invalid-user-id"],
  // paths and methods that can't be read
  ["GET /batches/%ff", 400, "bad-request"],
  [`GET ${BATCHES}/%ff`, 400, "bad-request"],
  ["GET /%", 400, "bad-request"],
  ["TRACE /", 405, "method-not-allowed", ALL],
  [`TRACE ${BATCHES}`, 405, "method-not-allowed", ALL],
  ["FOO /nothing", 405, "method-not-allowed", ALL],
  // methods that a route doesn't have
  [`OPTIONS ${BATCHES}`, 405, "method-not-allowed", "GET, HEAD"],
  [`PUT ${BATCHES}`, 405, "method-not-allowed", "GET, HEAD"],
  ["GET /api/v1/resumes/upload", 405, "method-not-allowed", "POST"],
  ["OPTIONS /api/v1/sse/progress/stream/me", 405, "method-not-allowed", "GET, HEAD"],
  ["PATCH /api/v1/sse/progress/me", 405, "method-not-allowed", "POST, DELETE"],
  ["POST /", 405, "method-not-allowed", "GET, HEAD"],
  ["PUT /test-sse", 405, "method-not-allowed", "GET, HEAD"],
  ["OPTIONS /batches/b1", 405, "method-not-allowed", "GET, HEAD"],
  ["DELETE /healthz", 405, "method-not-allowed", "GET, HEAD"],
  // addresses that there aren't
  ["GET /api", 404, "not-found"],
  ["PUT /api/v1/nothing", 404, "not-found"],
];

/** Pages that there aren't; the last has the form of one. */
const NO_PAGES = [
  "GET /nothing",
  "POST /nothing",
  "GET /styles/nothing.css",
  "GET /batches/a/b",
  "GET /batches/a%20b",
  `GET /batches/${LONG}`,
  "GET /batches/unknown",
];

serverTest("a server answers whatever address it is asked for", settings, async (server, step) => {
  const caller = await ApiClient.identify(server.url);
  const ask = (line: string, headers = {}) => send(server, line, { ...caller.headers, ...headers });

  await step("what it can't use is a problem, never an error of its own", async () => {
    for (const [line, status, slug, allow = null] of REFUSED) {
      const { headers, body, ...answer } = await ask(line);
      const said = `${line.slice(0, 80)}: ${body}`;
      assertEquals([answer.status, headers.get("allow")], [status, allow], said);
      assertEquals(headers.get("content-type"), "application/problem+json", said);
      assertEquals(JSON.parse(body).type, `urn:resume-screener:problem:${slug}`, said);
      assert(body.length < 600, said);
    }
    for (const host of ["a b", "%", "[::", "a:99999", "a/b", "a/metrics?", "a#b", "a@b"]) {
      for (const path of ["/", BATCHES, "/healthz", "/api/v1/sse/progress/stream/me?from=now"]) {
        // With an Origin, and without one: streams are opened elsewhere then.
        for (const who of [caller.headers, { cookie: caller.headers.cookie }]) {
          const { status, body } = await send(server, `GET ${path}`, { ...who, host });
          assertEquals([status, JSON.parse(body).title], [400, "Bad request"], `${host} ${path}`);
        }
      }
    }
    const update = JSON.stringify({ completed: 1, total: 2, batch_id: LONG });
    const publish = { method: "POST", body: update };
    const response = await caller.fetch(caller.progressPath, publish);
    assertEquals([response.status, (await response.json()).errors[0].field], [422, "batch_id"]);
  });

  await step("a page that there isn't is a page, and 404", async () => {
    for (const line of NO_PAGES) {
      const { status, headers } = await ask(line);
      assertEquals([status, headers.get("content-type")], [404, "text/html; charset=utf-8"], line);
      assertPageHeaders(headers, line);
    }
  });

  await step(
    "a page names its user to nobody else, and asks for https only where it is",
    async () => {
      const { batch_id } = await caller.accepted(textResumes(1));
      for (const path of ["/", "/test-sse", `/batches/${batch_id}`]) {
        const { status, headers, body } = await ask(`GET ${path}`);
        assertEquals([status, body.includes(caller.user)], [200, true], path);
        assertPageHeaders(headers, path);
        assertMatch(headers.get("content-security-policy")!, /script-src 'self' 'nonce-\w/);
        const secure = await ask(`GET ${path}`, { "x-forwarded-proto": "https" });
        const policy = secure.headers.get("content-security-policy") ?? "";
        assertMatch(policy, /(^|; )upgrade-insecure-requests$/, path);
      }
    },
  );

  await step("HEAD says what GET says, and neither is kept", async () => {
    const paths = [
      "/",
      "/nothing",
      "/batches/b1",
      "/healthz",
      "/readyz",
      "/metrics",
      "/favicon.svg",
      "/api/v1/nothing",
      BATCHES,
      `${BATCHES}/b1`,
      "/api/v1/sse/connections/status",
      caller.statusPath,
    ];
    for (const path of paths) {
      const get = await ask(`GET ${path}`);
      const head = await ask(`HEAD ${path}`);
      assertEquals([head.status, head.body], [get.status, ""], path);
      assertEquals(head.headers.get("content-type"), get.headers.get("content-type"), path);
      assertMatch(get.headers.get("cache-control") ?? "", /\bno-store\b/, path);
      const length = head.headers.get("content-length");
      if (length !== null) assertEquals(length, get.headers.get("content-length"), path);
    }
  });

  await step("nothing of it is an error in the log", () => {
    assertEquals(server.log.match(/.*("level":"ERROR"|TypeError|URIError).*/g) ?? [], []);
    return Promise.resolve();
  });
});

function assertPageHeaders(headers: Headers, said: string): void {
  const policy = headers.get("content-security-policy") ?? "";
  assertMatch(policy, /^default-src 'self'; .*frame-ancestors 'none'/, said);
  assertEquals(policy.includes("upgrade-insecure-requests"), false, said);
  assertEquals(headers.get("x-content-type-options"), "nosniff", said);
  assertMatch(headers.get("cache-control") ?? "", /\bno-store\b/, said);
}
