import { assert, assertEquals, assertRejects } from "@std/assert";
import { loadAuthKey, readOrMakeSecret } from "@/lib/auth/secret.ts";
import { SettingsError } from "@/lib/settings.ts";

const SECRET = "s".repeat(32);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "secret_test_" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("loadAuthKey takes AUTH_SECRET before all else", async () => {
  const key = await loadAuthKey({ authSecret: SECRET, kvPath: null, authMode: "session" });
  assertEquals(text(key), SECRET);
});

Deno.test("loadAuthKey makes a secret once, beside the database, for its owner only", async () => {
  await inFolder(async (folder) => {
    const settings = { authSecret: null, kvPath: `${folder}/new/kv`, authMode: "session" } as const;
    const key = await loadAuthKey(settings);
    assertEquals(key.length, 43);
    assertEquals(await loadAuthKey(settings), key);
    const names = [...Deno.readDirSync(`${folder}/new`)].map(({ name }) => name);
    assertEquals(names, ["kv.auth_secret"]);
    const { mode } = await Deno.stat(`${folder}/new/kv.auth_secret`);
    if (Deno.build.os !== "windows") assertEquals(mode! & 0o777, 0o600);
  });
});

Deno.test("readOrMakeSecret gives all who ask at once the same", async () => {
  await inFolder(async (folder) => {
    const asked = Array.from({ length: 20 }, () => readOrMakeSecret(`${folder}/secret`));
    const secrets = new Set(await Promise.all(asked));
    assertEquals([secrets.size, [...secrets][0].length], [1, 43]);
  });
});

Deno.test("readOrMakeSecret refuses a damaged file, or a folder that can't be, in one line", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/short`, "short\n");
    for (const path of [`${folder}/short`, `${folder}/short/below`]) {
      const { message } = await assertRejects(() => readOrMakeSecret(path), SettingsError);
      assert(message.includes(path) && message.endsWith("set AUTH_SECRET"), message);
      assert(!message.includes("\n"));
    }
  });
});

Deno.test("loadAuthKey wants AUTH_SECRET where processes share a database", async () => {
  const shared = { authSecret: null, kvPath: null, authMode: "session" } as const;
  const { message } = await assertRejects(() => loadAuthKey(shared), SettingsError);
  assert(message.startsWith("Cannot use AUTH_SECRET: it is not set"), message);
});

Deno.test("loadAuthKey makes a passing key where nothing lasts", async () => {
  const passing = { authSecret: null, kvPath: ":memory:", authMode: "session" } as const;
  assert(text(await loadAuthKey(passing)) !== text(await loadAuthKey(passing)));
});
