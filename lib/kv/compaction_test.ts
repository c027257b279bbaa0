import { assertEquals } from "@std/assert";
import { compact } from "@/lib/kv/compaction.ts";

const SECRET = "Ann Deleted, 7 Gone Street";

/** How often the secret stands in the files of a database. */
async function traces(folder: string): Promise<number> {
  let count = 0;
  for await (const { name } of Deno.readDir(folder)) {
    const text = new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/${name}`));
    count += text.split(SECRET).length - 1;
  }
  return count;
}

Deno.test("compact leaves what is stored, and nothing of what was deleted", async () => {
  const folder = await Deno.makeTempDir({ prefix: "compaction_test_" });
  const path = `${folder}/kv.sqlite`;
  const document = new TextEncoder().encode(`${SECRET}\n`.repeat(2000));
  {
    using kv = await Deno.openKv(path);
    for (let i = 0; i < 20; i++) await kv.set(["documents", i], document);
    await kv.set(["kept"], { name: "Bob" });
    await kv.atomic().enqueue({ for: "later" }, { delay: 3_600_000 }).commit();
    for (let i = 0; i < 20; i++) await kv.delete(["documents", i]);
  }
  const before = await kept(path);
  assertEquals(await traces(folder) > 0, true, "nothing to do: SQLite cleans up by itself now");

  assertEquals(await compact(path), null);
  assertEquals(await traces(folder), 0);
  assertEquals(before.value, { name: "Bob" });
  assertEquals(await kept(path), before);
  await Deno.remove(folder, { recursive: true });
});

async function kept(path: string): Promise<Deno.KvEntryMaybe<unknown>> {
  using kv = await Deno.openKv(path);
  return await kv.get(["kept"]);
}

Deno.test("compact says why it does nothing", async () => {
  const path = await Deno.makeTempFile({ prefix: "compaction_test_" });
  assertEquals(await compact(path), null, "an empty file has nothing in it");
  await Deno.writeTextFile(path, "no database at all ".repeat(100));
  assertEquals(await compact(path), "file is not a database");
  await Deno.truncate(path, 2 ** 33);
  assertEquals(await compact(path), `it has ${2 ** 33} bytes, more than ${2 ** 28}`);
  await Deno.remove(path);
  assertEquals(await compact(path), null);
});
