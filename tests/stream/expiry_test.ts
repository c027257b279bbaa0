import { assert, assertEquals } from "@std/assert";
import { Sessions } from "@/lib/auth/session.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const KEY = new TextEncoder().encode(SECRET);
const SECONDS = 5;
/** What a session lasts, in milliseconds. */
const SESSION_MS = 400 * 86_400_000;

type Grant = (server: ServerProcess) => Promise<Record<string, string>>;

/** What proves who it is for a few seconds more. */
const rights: Record<string, Grant> = {
  "a token": async () => {
    const grant = { user: "ann", scopes: ["read"], seconds: SECONDS } as const;
    return { authorization: `Bearer ${await new Tokens(KEY).issueToken(grant)}` };
  },
  "a session": async ({ url }) => {
    const now = () => Date.now() - SESSION_MS + SECONDS * 1000;
    const { setCookie } = await new Sessions(KEY, { now }).ensureSession(new Request(url));
    return { cookie: setCookie!.split(";")[0], origin: url };
  },
};

Deno.test("streams and WebSockets end with what opened them, and say why", async (test) => {
  await using server = await ServerProcess.start({
    env: {
      AUTH_MODE: "session",
      AUTH_SECRET: SECRET,
      WEBSOCKETS: "on",
      LOG_LEVEL: "warn",
      WORKERS: "0",
    },
  });
  const ends = async (grant: Grant) => {
    const headers = await grant(server);
    const expiresAt = Math.floor(Date.now() / 1000) * 1000 + SECONDS * 1000;
    const client = new ApiClient(server.url, "me", "token", headers);
    await using stream = await client.stream();
    await using socket = await client.socket();
    for (const reader of [stream, socket]) {
      assertEquals((await reader.next())?.event, "connected");
      const closing = await reader.next();
      assert(Date.now() >= expiresAt - 1000, "before its time");
      assertEquals([closing?.event, closing?.data.reason], ["closing", "expired"]);
      assert(Number(closing?.data.retry_ms) > 0);
      assertEquals(await reader.next(), null);
    }
    assertEquals(socket.code, 1008);
    const again = await client.fetch(client.streamPath);
    await again.body?.cancel();
    assertEquals(again.status, 401);
  };
  for (const [name, grant] of Object.entries(rights)) await test.step(name, () => ends(grant));
});
