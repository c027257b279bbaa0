import { assertEquals, assertRejects } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { requireSchema, SCHEMA_VERSION } from "@/lib/kv/schema.ts";
import { SettingsError } from "@/lib/settings.ts";
import { openTestDatabase } from "@/testing/test_database.ts";

Deno.test("requireSchema numbers a new database, and takes it again", async () => {
  await using database = await openTestDatabase();
  const { store } = database;
  await Promise.all([requireSchema(store), requireSchema(store)]);
  assertEquals((await store.get(keys.schema())).value, SCHEMA_VERSION);
  await requireSchema(store);
});

Deno.test("requireSchema refuses what a later version has written, in one line", async () => {
  await using database = await openTestDatabase();
  const { store } = database;
  await store.set(keys.schema(), SCHEMA_VERSION + 1);
  const { message } = await assertRejects(() => requireSchema(store), SettingsError);
  assertEquals(/later version .* start that version/.test(message), true, message);
});
