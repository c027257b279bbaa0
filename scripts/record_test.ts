import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parseRecordArgs, secretsOf, tell } from "@/scripts/record.ts";

const env = (variables: Record<string, string>) => ({ get: (name: string) => variables[name] });
const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("parseRecordArgs wants a verb and one file", () => {
  assertEquals(parseRecordArgs(["verify", "a"]), { file: "a", unsigned: false });
  assertEquals(parseRecordArgs(["verify", "a", "--unsigned"]), { file: "a", unsigned: true });
  for (const args of [[], ["verify"], ["a"], ["verify", "a", "b"]]) {
    assertThrows(() => parseRecordArgs(args), Error, "name one FILE");
  }
});

Deno.test("secretsOf has the secret and the one before, or that beside the database, and makes none", async () => {
  const [now, before] = ["n".repeat(32), "b".repeat(32)];
  const set = env({ AUTH_SECRET: now, AUTH_SECRET_PREVIOUS: before });
  assertEquals(await secretsOf(set), [bytes(now), bytes(before)]);
  const folder = await Deno.makeTempDir();
  const beside = env({ KV_PATH: `${folder}/kv.sqlite` });
  await assertRejects(() => secretsOf(beside), Error, "--unsigned");
  assertEquals(Array.from(Deno.readDirSync(folder)), []);
  await Deno.writeTextFile(`${folder}/kv.sqlite.auth_secret`, now + "\n");
  assertEquals(await secretsOf(beside), [bytes(now)]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("tell says what was looked at, or each fault", () => {
  const report = { lines: 3, scores: 1, first: 1, signatureChecked: true, faults: [] };
  assertEquals(tell(report), [
    "3 lines, whole and in order; 1 scores recomputed; the signature holds",
  ]);
  assertEquals(tell({ ...report, first: 4, signatureChecked: false }), [
    "3 lines (the first 3 have expired), whole and in order; 1 scores recomputed; " +
    "the signature was not compared",
  ]);
  assertEquals(tell({ ...report, faults: ["line 1: no"] }), ["line 1: no"]);
});
