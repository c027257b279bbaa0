import { assert, assertEquals, assertMatch } from "@std/assert";
import { ApiClient, visit } from "@/testing/api_client.ts";
import { assertProblem } from "@/testing/problem.ts";
import { MAX_BULK_FILES } from "@/lib/wire/review/decision.ts";
import { until } from "@/testing/until.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const quiet = { WORKERS: "0", LOG_LEVEL: "warn" };
const direct = { env: { AUTH_MODE: "session", ...quiet } };
const proxied = { env: { AUTH_MODE: "session", TRUST_PROXY: "1", ...quiet } };

/** How many sessions a network may begin at once. */
const SESSIONS = 100;

async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { headers });
  await response.body?.cancel();
  return response.status;
}

async function visits(url: string, count: number, headers: Record<string, string> = {}) {
  const all = Array.from({ length: count }, () => statusOf(url, headers));
  return (await Promise.all(all)).filter((status) => status === 200).length;
}

const few = {
  env: { AUTH_MODE: "session", MAX_STREAMS: "8", MAX_STREAMS_PER_USER: "2", ...quiet },
};

/** An upload whose body doesn't come. */
async function beginUpload(port: number, headers: Record<string, string>): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [
    "POST /api/v1/resumes/upload HTTP/1.1",
    `host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "content-type: multipart/form-data; boundary=b",
    "content-length: 1000",
    "\r\n--b",
  ];
  await connection.write(new TextEncoder().encode(lines.join("\r\n")));
  return connection;
}

serverTest("what strangers may do has limits", direct, async (server, step) => {
  const { url } = server;
  await step(
    "one session decides so much and no more, each of many at once, as all else that changes something",
    async () => {
      const caller = await ApiClient.identify(url);
      const files = Array.from({ length: MAX_BULK_FILES }, (_, i) => `f${i}`);
      const path = caller.batchPath("b1", "/decisions");
      const decide = () => caller.call("POST", path, { files, decision: "hold" });
      const statuses = [];
      for (let i = 0; i <= 1500 / MAX_BULK_FILES; i++) statuses.push((await decide()).status);
      assert(!statuses.includes(429), statuses.join());
      for (const [method, more] of [["POST", "/decisions"], ["POST", "/close"], ["DELETE", ""]]) {
        const refused = await caller.fetch(caller.batchPath("b1", more), { method });
        await assertProblem(refused, 429, "network-quota");
      }
    },
  );

  await step("one network has half of all uploads under way, whatever its sessions", async () => {
    const callers = await Promise.all(Array.from({ length: 6 }, () => ApiClient.identify(url)));
    const open = [];
    for (const { headers } of callers.slice(0, 5)) {
      for (let i = 0; i < 8; i++) open.push(await beginUpload(Number(new URL(url).port), headers));
    }
    const answers = open.map(async (connection) => {
      const bytes = new Uint8Array(1000);
      const count = await connection.read(bytes).catch(() => null);
      return new TextDecoder().decode(bytes.subarray(0, count ?? 0));
    });
    // Eight of forty; the others wait for their bodies.
    assertMatch(await Promise.race(answers), /^HTTP\/1\.1 429 [^]*retry-after: 5[^]*network-quota/);
    for (const connection of open) connection.close();
    await Promise.all(answers);
    await until("room again", async () => {
      const answer = await callers[5].upload([new File(["a baker"], "cv.txt")]);
      await answer.body?.cancel();
      return answer.status === 202;
    });
  });

  await step(
    "a proxy is not one network: without TRUST_PROXY nobody is shut out, and the log says so once",
    async () => {
      const forwarded = { "x-forwarded-for": "198.51.100.1" };
      assertEquals(await visits(server.url, 2 * SESSIONS, forwarded), 2 * SESSIONS);
      assertEquals(server.log.match(/TRUST_PROXY/g)?.length, 1);
    },
  );

  const { headers } = await ApiClient.identify(url);

  await step("one network begins so many sessions; those there are go on", async () => {
    assert(await visits(url, 2 * SESSIONS) < 2 * SESSIONS);
    let refused = await fetch(url);
    // One more may have become free meanwhile.
    while (refused.ok) {
      await refused.body?.cancel();
      refused = await fetch(url);
    }
    assert(Number(refused.headers.get("retry-after")) > 0);
    await assertProblem(refused, 429, "network-quota");
    assertEquals(await statusOf(url, headers), 200);
  });
});

serverTest(
  "one network has so many streams open, whatever its sessions",
  few,
  async ({ url }, step) => {
    const [one, two, three] = await Promise.all(
      Array.from({ length: 3 }, () => ApiClient.identify(url)),
    );

    await step("a quarter of all; when one ends, another may begin", async () => {
      await using _first = await one.stream();
      {
        await using _second = await two.stream();
        const { cookie } = three.headers;
        // Without an Origin it is opened at the door, with one by its route.
        const ways: Record<string, string>[] = [{ cookie }, { cookie, origin: url }];
        for (const headers of ways) {
          const refused = await fetch(url + three.streamPath, { headers });
          assertEquals(refused.headers.get("retry-after"), "30");
          await assertProblem(refused, 429, "network-quota");
        }
        const head = await three.fetch(three.streamPath, { method: "HEAD" });
        assertEquals(head.status, 429);
      }
      await until("room for a stream", async () => {
        const answer = await three.fetch(three.streamPath, { method: "HEAD" });
        return answer.status === 200;
      });
      await using _third = await three.socket();
      await assertProblem(await two.fetch(two.streamPath), 429, "network-quota");
    });
  },
);

serverTest("with TRUST_PROXY each network behind it has its own", proxied, async (server, step) => {
  await step("limit", async () => {
    const from = (address: string) => ({ "x-forwarded-for": `6.6.6.6, ${address}` });
    assert(await visits(server.url, 2 * SESSIONS, from("198.51.100.1")) < 2 * SESSIONS);
    assertEquals(await visits(server.url, 10, from("198.51.100.2")), 10);
    assert(await visit(server.url));
  });
});
