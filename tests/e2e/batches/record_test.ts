import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { etagOf, IF_MATCH } from "@/lib/http/etag.ts";
import { verifyRecord } from "@/lib/record/verify_record.ts";
import type { Batch } from "@/lib/wire/batch.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import type { Results } from "@/lib/wire/result.ts";
import { scoreOfParts } from "@/lib/wire/review/score_parts.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import { RECORD_TYPE, type RecordLine } from "@/lib/wire/review/record_line.ts";
import { exportUser } from "@/scripts/export_user.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { assertProblem } from "@/testing/problem.ts";
import { textResumes } from "@/testing/resumes.ts";
import { until } from "@/testing/until.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const SECRET = "record-secret-".repeat(3);
const KEYS = [new TextEncoder().encode(SECRET)];

serverTest(
  "a server keeps a record, explains a score, erases a candidate and hands out all of a user",
  { env: { AUTH_SECRET: SECRET, RECORD_RETENTION_DAYS: "180" } },
  async (server, step) => {
    const caller = await ApiClient.identify(server.url, { user: "ann" });
    const files = textResumes(3);
    const stream = await caller.stream();
    const { batch_id } = await caller.accepted(files);
    await stream.until((event) => endsRun(event, batch_id));
    const at = `/api/v1/resumes/batches/${batch_id}`;
    const get = (path: string, init?: RequestInit) => {
      const joint = path.includes("?") ? "&" : "?";
      return caller.fetch(`${path}${joint}user_id=ann`, init);
    };
    const batch: Batch = await (await get(at)).json();
    const [{ file_id }] = batch.files;
    const record = async () => {
      const answer = await get(`${at}/record`);
      assertEquals([answer.status, answer.headers.get("content-type")], [200, RECORD_TYPE]);
      const text = await answer.text();
      assertEquals(verifyRecord(text, KEYS).faults, []);
      return text.trimEnd().split("\n").slice(0, -1).map((it): RecordLine => JSON.parse(it));
    };

    await step("the record holds criteria, scores, and what is taken out", async () => {
      await (await get(`${at}/results?format=csv`)).body?.cancel();
      const lines = await record();
      const kinds = lines.map(({ kind }) => kind).sort();
      assertEquals(kinds, [
        "closed",
        "criteria",
        "exported",
        "exported",
        "scored",
        "scored",
        "scored",
      ]);
      const scored = lines.find((line) => line.kind === "scored" && line.file_id === file_id);
      const detail: FileDetail = await (await get(`${at}/files/${file_id}`)).json();
      assert(scored?.kind === "scored");
      assertEquals([scored.score, scored.sha256, scored.parts], [
        detail.score!,
        detail.sha256,
        detail.parts!,
      ]);
      assert(/^[0-9a-f]{16}$/.test(scored.code!));
    });

    await step("the sheet is a page without scripts", async () => {
      const answer = await get(`${at}/files/${file_id}/explanation`);
      const html = await answer.text();
      assertEquals(answer.status, 200);
      assertEquals(answer.headers.get("content-type"), "text/html; charset=utf-8");
      assert(answer.headers.get("content-security-policy")!.startsWith("default-src 'none'"));
      assertEquals(answer.headers.get("cache-control"), "no-store");
      assert(html.includes(file_id) && !html.includes(batch.files[1].file_id));
      await assertProblem(await get(`${at}/files/none/explanation`), 404, "not-found");
    });

    await step("all of a user comes as a folder", async () => {
      const dir = join(await Deno.makeTempDir(), "ann");
      const done = await exportUser({ user: "ann", dir, url: server.url, token: null });
      assertEquals([done.batches, done.files], [1, 3]);
      assert(done.events > 3);
      const folder = join(dir, "batches", batch_id);
      const bytes = await Deno.readFile(join(folder, "files", file_id, "document.txt"));
      assertEquals(bytes, new Uint8Array(await files[0].arrayBuffer()));
      assertEquals(
        verifyRecord(await Deno.readTextFile(join(folder, "record.jsonl")), KEYS).faults,
        [],
      );
      await Deno.remove(dir, { recursive: true });
    });

    /** What each file was scored, by the version of the criteria. */
    const shown = new Map<string, number>();
    const noteScores = async () => {
      const { results }: Results = await (await get(`${at}/results`)).json();
      for (const { file_id, criteria_version, score } of results) {
        shown.set(`${file_id} ${criteria_version}`, score);
      }
      return results.map(({ criteria_version }) => criteria_version);
    };

    await step("all is scored again by other criteria, and decided about", async () => {
      assertEquals(await noteScores(), [1, 1, 1]);
      const criteria: Criteria = await (await get(`${at}/criteria`)).json();
      const [first, ...others] = criteria.requirements;
      const put = (method: string, path: string, body: unknown, headers = {}) =>
        get(path, { method, body: JSON.stringify(body), headers });
      const edit = {
        requirements: [{ ...first, weight: 3 }, { ...others[0], text: "Rye bread", any_of: [] }],
        weights: { ...criteria.weights, must: 0.7, years: 0.137 },
      };
      const changed = await put("PUT", `${at}/criteria`, edit, { [IF_MATCH]: etagOf(1) });
      assertEquals(changed.status, 200, await changed.text());
      await until("all to be scored again", async () => {
        return (await noteScores()).every((version) => version === 2);
      });
      const decision = { decision: "hold", reason: "a second look" };
      const decided = await put("PUT", `${at}/files/${file_id}/decision`, decision);
      assertEquals(decided.status, 200, await decided.text());
    });

    await step("erasing a candidate resets open streams, and keeps the counts true", async () => {
      const answer = await get(`${at}/files/${file_id}`, { method: "DELETE" });
      assertEquals((await answer.json()).erased, [file_id]);
      const events = await stream.until(({ event }) => event === "reset");
      assertEquals(events.at(-1)!.data.reason, "deleted");
      await assertProblem(await get(`${at}/files/${file_id}`), 404, "not-found");
      const after: Batch = await (await get(at)).json();
      assertEquals([after.total, after.completed, after.files.length], [2, 2, 2]);
      assertEquals((await record()).at(-2)!.kind, "erased");
    });

    await step("the record recomputes each score to the digit, those made again too", async () => {
      const lines = await record();
      const scores = lines.flatMap((line) => line.kind === "scored" ? [line] : []);
      assertEquals(
        scores.map(({ file_id, criteria_version, score }) => [
          `${file_id} ${criteria_version}`,
          score,
        ]).toSorted(),
        [...shown].toSorted(),
      );
      assertEquals(scores.length, 6);
      for (const { parts, score } of scores) assertEquals(scoreOfParts(parts), score);
      const file = await Deno.makeTempFile({ suffix: ".jsonl" });
      await Deno.writeTextFile(file, await (await get(`${at}/record`)).text());
      const verify = () =>
        new Deno.Command(Deno.execPath(), {
          args: ["task", "-q", "record", "verify", file],
          env: { AUTH_SECRET: SECRET, NO_COLOR: "1" },
        }).output();
      const whole = await verify();
      assertEquals([whole.code, new TextDecoder().decode(whole.stdout).trim()], [
        0,
        `${lines.length + 1} lines, whole and in order; 6 scores recomputed; the signature holds`,
      ]);
      // Of a score that was made again, the last digit.
      const again = scores.findLast(({ criteria_version }) => criteria_version === 2)!;
      const text = (await Deno.readTextFile(file)).split("\n").map((line) =>
        line.includes(`"seq":${again.seq},`)
          ? line.replace(`"score":${again.score}`, `"score":${(again.score + 0.1).toFixed(1)}`)
          : line
      );
      await Deno.writeTextFile(file, text.join("\n"));
      const forged = await verify();
      assertEquals(forged.code, 1);
      assert(new TextDecoder().decode(forged.stdout).includes("its parts come to"));
      await Deno.remove(file);
    });

    await step("the record outlives its batch, until it is to go too", async () => {
      const gone = await get(at, { method: "DELETE" });
      assertEquals(await gone.json(), { batch_id, deleted: true, record: "kept" });
      assertEquals((await record()).filter(({ kind }) => kind === "scored").length, 6);
      const all = await get(`${at}?record=delete`, { method: "DELETE" });
      assertEquals(await all.json(), { batch_id, deleted: false, record: "deleted" });
      await assertProblem(await get(`${at}/record`), 404, "not-found");
    });
    await stream.close();
  },
);
