import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ServerProcess } from "@/testing/server_process.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

Deno.test("test:sse passes on a server in session mode, with a session and with a token", async () => {
  const secret = { AUTH_SECRET: "only-for-tests-only-for-tests-only", WORKERS: "0" };
  await using server = await ServerProcess.start({ env: { AUTH_MODE: "session", ...secret } });
  const session = await run("scripts/test_sse.ts", [server.url]);
  assertMatch(session.output, /\(session\)\n(ok +\d+ ms {2}.+\n){11}11 passed, 0 failed/);
  assertEquals(session.code, 0);
  const token = (await run("scripts/token.ts", ["bob"], secret)).output.trim();
  const program = await run("scripts/test_sse.ts", [server.url, "--token", token]);
  assertMatch(program.output, /as "bob" \(token\)\n(ok .+\n){11}11 passed, 0 failed/);
  assertEquals(program.code, 0);
});

Deno.test("test:sse passes on a server whose WebSockets are off, and says so", async () => {
  const env = { AUTH_MODE: "session", WEBSOCKETS: "auto", WORKERS: "0" };
  await using server = await ServerProcess.start({ env });
  const { output, code } = await run("scripts/test_sse.ts", [server.url]);
  assertMatch(output, /the WebSocket endpoint sends the same events.*\(it is off here\)\n/);
  assertMatch(output, /11 passed, 0 failed/);
  assertEquals(code, 0);
});

Deno.test("test:sse fails where a server breaks its promises", async () => {
  await using server = liar();
  const { output, code } = await run("scripts/test_sse.ts", [address(server)]);
  assertMatch(output, /^FAILED +\d+ ms {2}a stream greets at once.*200 application\/json/m);
  assertMatch(output, /^FAILED +\d+ ms {2}an update with a wrong field.*expected 422, got 202$/m);
  assertMatch(output, /^0 passed, 10 failed/m);
  assertEquals(code, 1);
});

Deno.test("test:sse says in one line that no server answers", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const { output, code } = await run("scripts/test_sse.ts", [`http://127.0.0.1:${port}`]);
  assertMatch(output, /^Cannot check http:.*: no server answers there.*\n$/);
  assertEquals(code, 1);
});

Deno.test("test:sse leaves a user's progress alone unless the user is named", async () => {
  await using server = liar({ completed: 1 });
  const { output, code } = await run("scripts/test_sse.ts", [address(server), "--token", "t"]);
  assertStringIncludes(output, 'Cannot check as "me": the user has progress');
  assertEquals(code, 1);
});

Deno.test("test:sse says what can't be used as an address", async () => {
  const { output, code } = await run("scripts/test_sse.ts", ["localhost"]);
  assertMatch(output, /^Cannot use "localhost": give an http\(s\) address\n\nUsage: deno task/);
  assertEquals(code, 2);
});

/** A server that says yes to everything and does nothing. */
function liar(progress: unknown = null): Deno.HttpServer<Deno.NetAddr> {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  return Deno.serve(options, ({ method }) => {
    const status = method === "POST" ? 202 : 200;
    return Response.json({ user_id: "me", progress }, { status });
  });
}

function address({ addr }: Deno.HttpServer<Deno.NetAddr>): string {
  return `http://127.0.0.1:${addr.port}`;
}

async function run(script: string, args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...DENO_RUN, script, ...args],
    cwd: new URL("..", import.meta.url),
    env,
  }).output();
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { output, code };
}
