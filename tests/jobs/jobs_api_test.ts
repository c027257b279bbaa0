import { assertEquals, assertRejects } from "@std/assert";
import { Tokens } from "@/lib/auth/tokens.ts";
import type { Scope } from "@/lib/auth/principal.ts";
import { parseCommand, runCommand } from "@/scripts/jobs.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const SECRET = "a secret of the tests, 32 characters and more";
const tokens = new Tokens(new TextEncoder().encode(SECRET));
const token = (...scopes: Scope[]) => tokens.issueToken({ user: "op", scopes, seconds: 600 });

Deno.test("jobs are shown to operators only, in parts, and by name", async () => {
  const env = { AUTH_MODE: "session", AUTH_SECRET: SECRET, WORKERS: "0" };
  await using server = await ServerProcess.start({ env });
  const admin = await token("admin");
  const status = async (path: string, bearer?: string, method = "GET") => {
    const headers: HeadersInit = bearer ? { authorization: `Bearer ${bearer}` } : {};
    const response = await fetch(`${server.url}/api/v1/jobs${path}`, { method, headers });
    await response.body?.cancel();
    return response.status;
  };
  assertEquals(await status(""), 401);
  assertEquals(await status("", await token("read", "write", "publish")), 403);
  assertEquals(await status("/x/retry?user_id=ann", await token("write"), "POST"), 403);
  assertEquals(await status("/x/retry?user_id=ann", admin, "POST"), 404);
  assertEquals(await status(`/${"a".repeat(5000)}/retry?user_id=ann`, admin, "POST"), 404);
  assertEquals(await status("?state=asleep", admin), 422);
  assertEquals(await status(`?cursor=${"a".repeat(5000)}`, admin), 422);

  const client = new ApiClient(server.url, "ann", "token", { authorization: `Bearer ${admin}` });
  const { accepted } = await client.accepted(textResumes(3), { fields: { user_id: "ann" } });
  const ids: string[] = [];
  for (let cursor = ""; cursor !== null;) {
    const query = `?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const { jobs, next_cursor } = await (await client.fetch(`/api/v1/jobs${query}`)).json();
    ids.push(...jobs.map((job: { job_id: string }) => job.job_id));
    cursor = next_cursor;
  }
  assertEquals(ids, accepted.map(({ file_id }) => file_id));

  const list = { name: "list", states: ["waiting", "dead"], limit: 2 } as const;
  const command = { ...list, states: [...list.states] };
  const lines = await Array.fromAsync(runCommand(command, server.url, admin));
  assertEquals(lines.map((line) => line.split("\t").slice(0, 2)), [
    ["waiting", "ann"],
    ["waiting", "ann"],
  ]);
  await assertRejects(
    () => Array.fromAsync(runCommand(command, server.url)),
    Error,
    "Cannot tell who is asking",
  );
});

Deno.test("parseCommand reads what the operator wants, and says what it can't use", () => {
  assertEquals(parseCommand(["list", "dead", "--limit", "5"]).command, {
    name: "list",
    states: ["dead"],
    limit: 5,
  });
  assertEquals(parseCommand(["retry", "j", "--user", "ann"]).command, {
    name: "retry",
    job: "j",
    user: "ann",
  });
  const wrong = [[], ["retry", "j"], ["list", "asleep"], ["list", "--limit", "0"], [
    "list",
    "a",
    "b",
  ]];
  for (const args of wrong) {
    let message = "";
    try {
      parseCommand(args);
    } catch (error) {
      message = (error as Error).message;
    }
    assertEquals(message.startsWith("Cannot "), true, `${args}: ${message}`);
  }
});
