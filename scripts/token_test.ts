import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadAuthKey } from "@/lib/auth/secret.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import { parseGrant } from "@/scripts/token.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

Deno.test("parseGrant reads user, scopes and days", () => {
  const month = 30 * 86400;
  assertEquals(parseGrant(["ci"]), {
    user: "ci",
    scopes: ["read", "write", "publish"],
    seconds: month,
  });
  assertEquals(parseGrant(["--scopes", "admin", "ci", "--days=1"]), {
    user: "ci",
    scopes: ["admin"],
    seconds: 86400,
  });
});

Deno.test("parseGrant refuses wrong arguments in one line", () => {
  const wrong = [
    [],
    ["a", "b"],
    ["a b"],
    ["me"],
    ["a", "--scopes", "root"],
    ["a", "--scopes", ","],
    ["a", "--days", "0"],
    ["a", "--days", "1.5"],
    ["a", "--days", "99999"],
    ["a", "--hours", "1"],
  ];
  for (const args of wrong) {
    const { message } = assertThrows(() => parseGrant(args), Error);
    assert(message.length > 0 && !message.includes("\n"), message);
  }
});

Deno.test("token.ts prints a token that the server with the same database takes", async () => {
  const folder = await Deno.makeTempDir({ prefix: "token_test_" });
  try {
    const kvPath = `${folder}/kv`;
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [...DENO_RUN, new URL("./token.ts", import.meta.url).pathname, "ci"],
      env: { KV_PATH: kvPath, KV_URL: "", AUTH_SECRET: "" },
      stderr: "inherit",
    }).output();
    assertEquals(code, 0);
    const key = await loadAuthKey({ authSecret: null, kvPath, authMode: "session" });
    const token = new TextDecoder().decode(stdout).trim();
    assertEquals((await new Tokens(key).verifyToken(token))?.user, "ci");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
