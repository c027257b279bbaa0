import { assert, assertEquals } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { etagOf, IF_MATCH } from "@/lib/http/etag.ts";
import { verifyRecord } from "@/lib/record/verify_record.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";
import type { Batch } from "@/lib/wire/batch.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import type { RecordLine } from "@/lib/wire/review/record_line.ts";
import type { Results } from "@/lib/wire/result.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { delay } from "@/testing/until.ts";

const SECRET = "record-secret-".repeat(3);
const KEYS = [new TextEncoder().encode(SECRET)];
const FILES = 6;
/** A kill comes so long after a start at most, in milliseconds: while there is work, mostly. */
const LONGEST_LIFE_MS = 2000;
/** So long a step is tried again, in milliseconds: through a dozen restarts. */
const PATIENCE_MS = 120_000;

/** What was looked at in the end. */
export interface KilledRecords {
  kills: number;
  batches: number;
  lines: number;
  scores: number;
  decisions: number;
}

/** What was asked for of a batch. */
interface Life {
  batch: string;
  /** The reasons of decisions; true where the answer came. */
  reasons: Map<string, boolean>;
}

/**
 * Kills a server (SIGKILL) again and again while batches are uploaded, decided about and scored again by
 * other criteria, and then looks at the record of each: whole, each score recomputed, nothing lost that
 * was answered, nothing doubled.
 */
export async function killWithRecords(kills: number): Promise<KilledRecords> {
  await using server = await ServerProcess.start({
    env: { WORKERS: "2", RECORD_RETENTION_DAYS: "1", AUTH_SECRET: SECRET, LOG_LEVEL: "warn" },
  });
  const client = new ApiClient(server.url, "ann");
  const stop = new AbortController();
  const living = live(client, stop.signal);
  for (let i = 0; i < kills; i++) {
    await delay(Math.random() * LONGEST_LIFE_MS);
    await server.restart("SIGKILL");
  }
  stop.abort();
  const lives = await living;
  const report = { kills, batches: lives.length, lines: 0, scores: 0, decisions: 0 };
  for (const life of lives) await check(client, life, report);
  return report;
}

/** One batch after another, until it is to stop and the last one is whole. */
async function live(client: ApiClient, signal: AbortSignal): Promise<Life[]> {
  const lives: Life[] = [];
  do {
    const key = crypto.randomUUID();
    const options = { headers: { "idempotency-key": key } };
    const { batch_id } = await again(
      "an upload",
      () => client.accepted(textResumes(FILES), options),
    );
    const life: Life = { batch: batch_id, reasons: new Map() };
    lives.push(life);
    await decideUntil(client, life, async () => {
      return isFinal((await read<Batch>(client, life, "")).status);
    });
    await again("criteria", () => changeWeights(client, life));
    await decideUntil(client, life, async () => {
      const { results } = await read<Results>(client, life, "/results");
      return results.every(({ criteria_version }) => criteria_version === 2);
    });
  } while (!signal.aborted);
  return lives;
}

/** Decides about its files by new reasons again and again, each once, answered or not. */
async function decideUntil(
  client: ApiClient,
  { batch, reasons }: Life,
  isOver: () => Promise<boolean>,
): Promise<void> {
  await again("the batch", async () => {
    while (!await isOver()) {
      const { files } = await client.api.batch(batch);
      const ended = files.filter(({ state }) => state === "done");
      if (ended.length === 0) continue;
      const reason = `reason ${reasons.size}`;
      reasons.set(reason, false);
      const { file_id } = ended[reasons.size % ended.length];
      const path = client.batchPath(batch, `/files/${file_id}/decision`);
      const { status } = await client.call("PUT", path, { decision: "hold", reason });
      assertEquals(status, 200);
      reasons.set(reason, true);
    }
  });
}

/** Where an answer was lost, the second version is there already. */
async function changeWeights(client: ApiClient, { batch }: Life): Promise<void> {
  const criteria = await read<Criteria>(client, { batch }, "/criteria");
  if (criteria.version === 2) return;
  const { requirements, weights } = criteria;
  const answer = await client.fetch(client.batchPath(batch, "/criteria"), {
    method: "PUT",
    headers: { [IF_MATCH]: etagOf(1) },
    body: JSON.stringify({ requirements, weights: { ...weights, must: 1, years: 0.3 } }),
  });
  assertEquals(answer.status, 200, await answer.text());
}

async function read<Body>(client: ApiClient, { batch }: Pick<Life, "batch">, more: string) {
  const { status, body } = await client.call("GET", client.batchPath(batch, more));
  assertEquals(status, 200, more);
  return body as Body;
}

/** What no server answers is asked again. */
async function again<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  for (const deadline = performance.now() + PATIENCE_MS;; await delay(20)) {
    try {
      return await work();
    } catch (error) {
      if (isUnanswered(error) && performance.now() < deadline) continue;
      throw new Error(`Cannot end ${what}`, { cause: error });
    }
  }
}

/** A connection that broke off or was refused: fetch's error has no other name, the API's no status. */
function isUnanswered(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ApiError && error.status === 0);
}

async function check(client: ApiClient, life: Life, report: KilledRecords): Promise<void> {
  const { batch, reasons } = life;
  const { files } = await client.api.batch(batch);
  const history = await Promise.all(files.map(async ({ file_id }) => {
    const { history } = await read<{ history: { reason: string }[] }>(
      client,
      life,
      `/files/${file_id}`,
    );
    return history.map(({ reason }) => reason);
  }));
  const answer = await client.fetch(client.batchPath(batch, "/record"));
  const text = await answer.text();
  const { faults, lines: count, scores } = verifyRecord(text, KEYS);
  assertEquals(faults, []);
  const lines: RecordLine[] = text.trimEnd().split("\n").slice(0, -1).map((it) => JSON.parse(it));
  const of = <Kind extends RecordLine["kind"]>(kind: Kind) =>
    lines.filter((line): line is Extract<RecordLine, { kind: Kind }> => line.kind === kind);
  assertEquals(of("criteria").map(({ version }) => version), [1, 2]);
  assertEquals(of("closed").length, 1);
  const scored = of("scored").map((line) => `${line.file_id} ${line.criteria_version}`);
  // Who is killed often enough over a file gives it up, and scores nothing.
  const expected = files.filter(({ state }) => state === "done")
    .flatMap(({ file_id }) => [1, 2].map((version) => `${file_id} ${version}`));
  assertEquals(scored.toSorted(), expected.toSorted());
  const decided = of("decision").map(({ reason }) => reason!);
  assertEquals(decided.toSorted(), history.flat().toSorted(), "on record is what was decided");
  assertEquals(new Set(decided).size, decided.length, "and nothing twice");
  for (const [reason, isAnswered] of reasons) {
    assert(!isAnswered || decided.includes(reason), reason);
  }
  report.lines += count;
  report.scores += scores;
  report.decisions += decided.length;
}
