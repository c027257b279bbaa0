import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Scope } from "@/lib/auth/principal.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import { visit } from "@/testing/api_client.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { assertProblem } from "@/testing/problem.ts";

const SECRET = "only-for-tests-only-for-tests-only";

async function bearer(...scopes: Scope[]): Promise<Record<string, string>> {
  const tokens = new Tokens(new TextEncoder().encode(SECRET));
  const token = await tokens.issueToken({ user: "prometheus", scopes, seconds: 60 });
  return { authorization: `Bearer ${token}` };
}

Deno.test("/metrics wants an admin token in session mode, from this machine too", async () => {
  await using server = await ServerProcess.start({
    env: { AUTH_MODE: "session", AUTH_SECRET: SECRET, METRICS: "", WORKERS: "0" },
  });
  const ask = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers });
  await assertProblem(await ask({}), 401, "unauthorized");
  await assertProblem(await ask(await visit(server.url)), 403, "forbidden");
  await assertProblem(await ask(await bearer("read", "write", "publish")), 403, "forbidden");
  const answer = await ask(await bearer("admin"));
  assertEquals(answer.status, 200);
  assertStringIncludes(await answer.text(), "streams_opened_total");
});

Deno.test("/metrics is for everybody where METRICS is public, and in open mode", async () => {
  const cases: Record<string, string>[] = [{ AUTH_MODE: "session", METRICS: "public" }, {
    METRICS: "",
  }];
  for (const env of cases) {
    await using server = await ServerProcess.start({ env: { WORKERS: "0", ...env } });
    const answer = await fetch(`${server.url}/metrics`);
    assertEquals(answer.status, 200);
    await answer.body?.cancel();
  }
});
