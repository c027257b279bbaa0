import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";
import { ApiClient } from "@/testing/api_client.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { textResumes } from "@/testing/resumes.ts";
import type { LocalRow } from "@/bench/rows/row.ts";
import { WaitingCluster } from "@/bench/processes/waiting_cluster.ts";

const FILES = 240;
const JOB_MS = 100;
/** Files read at once by each process. */
const WORKERS = 2;
/** Compared with one. */
const PROCESSES = 3;
/** As many as the page sends in one request. */
const FILES_PER_REQUEST = 20;

/** What three processes add to one where the work is waiting, from the first upload to the last event. */
export const processesRow: LocalRow = {
  name: "processes",
  title: `${FILES} files of ${JOB_MS} ms each, ${WORKERS} at once in a process`,
  repeats: 3,
  peers: ["ours"],
  async runHere(_, quick) {
    const load = { workers: WORKERS, jobMs: JOB_MS };
    await using one = await WaitingCluster.start(1, load);
    await using three = await WaitingCluster.start(PROCESSES, load);
    const files = quick ? FILES / 2 : FILES;
    // In turn, so that what else the machine does is the same for both.
    for (const cluster of [one, three]) await screen(cluster, 4, 4 * 4);
    const runs = [];
    for (const users of [4, 1]) {
      for (const cluster of [one, three]) runs.push(await screen(cluster, users, files));
    }
    const [fourAtOne, fourAtThree, oneAtOne, oneAtThree] = runs.map(({ seconds }) => seconds);
    const fastest = 1.1 * WORKERS * 1000 / JOB_MS;
    if (files / oneAtOne > fastest) throw new Error("Cannot measure: the files weren't waited for");
    return {
      measures: {
        "four users, one process files/s": files / fourAtOne,
        "four users, three processes to one": fourAtOne / fourAtThree,
        "one user, one process files/s": files / oneAtOne,
        "one user, three processes to one": oneAtOne / oneAtThree,
      },
      faults: runs.reduce((sum, { faults }) => sum + faults, 0),
    };
  },
};

/** Has so many users give their share of the files, each at a process in turn. */
async function screen({ urls }: WaitingCluster, users: number, files: number) {
  const started = performance.now();
  const faults = await Promise.all(
    Array.from(
      { length: users },
      (_, i) =>
        screenBatch(new ApiClient(urls[i % urls.length], crypto.randomUUID()), files / users),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  return { seconds, faults: faults.reduce((sum, each) => sum + each, 0) };
}

/** Gives files as the page does, and waits for the last event; returns how many did not end well. */
async function screenBatch(client: ApiClient, count: number): Promise<number> {
  await using stream = await client.stream();
  const ended = stream.until(endsBatch, 120_000);
  const files = textResumes(count);
  const batch: Record<string, string> = {};
  for (let start = 0; start < count; start += FILES_PER_REQUEST) {
    const part = files.slice(start, start + FILES_PER_REQUEST);
    const fields = { ...batch, [UPLOAD_FIELDS.expected]: count };
    const { batch_id } = await client.accepted(
      part,
      start === 0 ? { fields } : { fields, job: null },
    );
    batch[UPLOAD_FIELDS.batch] = batch_id;
  }
  const events = await ended;
  return count - Number(events.at(-1)!.data.successful_files);
}

function endsBatch({ event, data }: ReceivedEvent): boolean {
  return event === "progress" && isFinal(data.status as BatchStatus);
}
