import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { backUp, restore } from "@/lib/kv/backup.ts";
import { databasePath, parseBackup } from "@/scripts/backup.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { until } from "@/testing/until.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

/** So many that most are waiting when the third has ended. */
const FILES = 12;

const SCRIPT = new URL("./backup.ts", import.meta.url).pathname;

Deno.test("a copy made while a batch runs is served, and its batch comes to its end", async () => {
  await using running = await ServerProcess.start({ env: { WORKERS: "1" } });
  const batch = await ServedBatch.upload(new ApiClient(running.url, "ann"), textResumes(FILES));
  await batch.ended(3);
  const copy = `${running.folder}/copy.sqlite`;
  await run([copy], { KV_PATH: `${running.folder}/kv.sqlite` });
  assertEquals((await Deno.stat(copy)).mode! & 0o777, 0o600);

  const folder = await Deno.makeTempDir({ prefix: "backup_test_" });
  try {
    const path = `${folder}/restored.sqlite`;
    await run(["--restore", copy], { KV_PATH: path });
    await using server = await ServerProcess.start({ env: { WORKERS: "1", KV_PATH: path } });
    const restored = new ApiClient(server.url, "ann");
    await until("the copy's batch to end", async () => {
      const { completed, status } = await restored.api.batch(batch.id);
      return completed === FILES && isFinal(status);
    }, 60_000);
    const { files } = await restored.api.batch(batch.id);
    assertEquals(files.map(({ state }) => state), files.map(() => "done"));
    await batch.end();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("backUp and restore overwrite nothing, and take no damaged file", async () => {
  const folder = await Deno.makeTempDir({ prefix: "backup_test_" });
  try {
    const [path, copy] = [`${folder}/kv`, `${folder}/copy`];
    await assertRejects(() => backUp(path, copy), Error, "there is no database");
    (await Deno.openKv(path)).close();
    await backUp(path, copy);
    await assertRejects(() => backUp(path, copy), Error, "it is there already");
    await assertRejects(() => restore(copy, path), Error, "it is there already");
    const damaged = `${folder}/damaged`;
    await Deno.writeTextFile(damaged, "no database");
    await assertRejects(() => restore(damaged, `${folder}/new`), Error, "a damaged one");
    assertEquals(await Deno.stat(`${folder}/new`).catch(() => null), null);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("parseBackup and databasePath refuse in one line what they can't use", () => {
  assertEquals(parseBackup(["--restore", "a"]), { file: "a", restores: true });
  assertThrows(() => parseBackup([]), Error, "name one FILE");
  assertThrows(() => parseBackup(["a", "b"]), Error, "name one FILE");
  assertThrows(() => databasePath({ kvPath: null }), Error, "is no file here");
});

async function run(args: string[], env: Record<string, string>): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...DENO_RUN, SCRIPT, ...args],
    env: { KV_URL: "", ...env },
  }).output();
  assert(code === 0, new TextDecoder().decode(stderr));
}
