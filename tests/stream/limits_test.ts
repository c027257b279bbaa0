import { assert, assertEquals, assertRejects } from "@std/assert";
import { SCOPES } from "@/lib/auth/principal.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { until } from "@/testing/until.ts";

const SECRET = "0123456789abcdef0123456789abcdef";

async function clientOf(server: ServerProcess, user: string): Promise<ApiClient> {
  const tokens = new Tokens(new TextEncoder().encode(SECRET));
  const token = await tokens.issueToken({ user, scopes: SCOPES, seconds: 600 });
  return new ApiClient(server.url, "me", "token", { authorization: `Bearer ${token}` });
}

async function assertRefused(client: ApiClient, status: number, type: string): Promise<void> {
  const response = await client.fetch(client.streamPath);
  assertEquals(response.status, status);
  assertEquals(response.headers.get("content-type"), "application/problem+json");
  assert(Number(response.headers.get("retry-after")) > 0, "Retry-After");
  const problem = await response.json();
  assert(problem.type.endsWith(type), problem.type);
  assertEquals(problem.status, status);
}

Deno.test("streams beyond MAX_STREAMS and MAX_STREAMS_PER_USER are refused, and let in again", async (t) => {
  await using server = await ServerProcess.start({
    env: {
      AUTH_MODE: "session", // Open mode has no limit of one user.
      AUTH_SECRET: SECRET,
      MAX_STREAMS: "4",
      MAX_STREAMS_PER_USER: "3",
      LOG_LEVEL: "warn",
      WORKERS: "0",
    },
  });
  const [client, b, c] = await Promise.all(["a", "b", "c"].map((user) => clientOf(server, user)));
  const sockets = [await client.socket()];
  const streams = [await client.stream(), await client.stream()];

  await t.step("429 for a user's fourth, stream or WebSocket", async () => {
    await assertRefused(client, 429, "too-many-streams");
    await assertRejects(() => client.socket());
  });

  await t.step("503 for the fifth of the process, whoever asks", async () => {
    streams.push(await b.stream());
    await assertRefused(c, 503, "at-capacity");
    await assertRefused(client, 503, "at-capacity");
  });

  await t.step("those that are open go on", async () => {
    for (const stream of streams) await stream.take(1);
    await sockets[0].next();
    await client.publish({ n: 1 });
    for (const reader of [streams[0], streams[1], sockets[0]]) {
      assertEquals(await reader.numbers(1), [1]);
    }
  });

  await t.step("one that leaves makes room", async () => {
    await streams.shift()![Symbol.asyncDispose]();
    await until("its place", async () => await client.activeConnections() === 3);
    streams.push(await client.stream());
  });

  for (const reader of [...streams, ...sockets]) await reader[Symbol.asyncDispose]();
  await until("all to be counted out", async () => await client.activeConnections() === 0);
});
