import { type Peer, PEERS, ROOT } from "@/bench/peers/peer.ts";
import { residentBytes } from "@/bench/peers/process_tree.ts";
import { endsBatch, filesOf, pdfs, send } from "@/bench/screening/resumes.ts";
import type { LocalRow, Outcome } from "@/bench/rows/row.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { MemoryGroup } from "@/testing/process/memory_group.ts";
import { childrenOf } from "@/testing/process/processes.ts";
import { freePort, ServerProcess } from "@/testing/server_process.ts";
import { delay, until } from "@/testing/until.ts";

const MB = 1024 * 1024;
const WORKERS = 2;
/** A small container. */
const CONTAINER_BYTES = 512 * MB;
const RESUMES = 1000;
/** As long as sandboxes without work are kept, and what it takes to give their memory back. */
const IDLE_MS = 5 * 60_000 + 30_000;
/** For what a server still does once its sandboxes run. */
const SETTLE_MS = 3000;

/** What a server costs that has nothing to do; RSS of all its processes, what they share counted in each. */
export const idleRow: LocalRow = {
  name: "idle",
  title: `a server at rest, ${WORKERS} sandboxes (bare: a Deno process that serves)`,
  repeats: 1,
  peers: ["bare", "ours"],
  async runHere(name, quick): Promise<Outcome> {
    const peer = PEERS.find((each) => each.name === name)!;
    const measures = await rested(peer, name === "ours", quick);
    if (name !== "ours") return { measures, faults: 0 };
    const contained = await screened(quick ? RESUMES / 10 : RESUMES);
    return { ...contained, measures: { ...measures, ...contained.measures } };
  },
};

async function rested(peer: Peer, hasSandboxes: boolean, quick: boolean) {
  const folder = await Deno.makeTempDir({ prefix: "bench_idle_" });
  const port = freePort();
  const { command: [path, ...args], env } = await peer.command(port, folder);
  const started = performance.now();
  const server = new Deno.Command(path, {
    args,
    env: { ...env, WORKERS: String(WORKERS) },
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await until("an answer", () => answers(port));
    const measures: Record<string, number> = { "ms to first page": performance.now() - started };
    const sandboxes = () => childrenOf(server.pid).length;
    if (hasSandboxes) await until("its sandboxes", () => sandboxes() === WORKERS);
    await delay(SETTLE_MS);
    measures["MB after start"] = await residentBytes(server.pid) / MB;
    if (hasSandboxes && !quick) {
      await delay(IDLE_MS);
      measures["MB at rest"] = await residentBytes(server.pid) / MB;
      measures["sandboxes at rest"] = sandboxes();
    }
    return measures;
  } finally {
    server.kill("SIGKILL");
    await server.status;
    await Deno.remove(folder, { recursive: true });
  }
}

async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
  await response?.body?.cancel();
  return response !== null;
}

/** Real resumes in a server that may use as much memory as a small container. */
async function screened(count: number): Promise<Outcome> {
  const paths = pdfs(count);
  await using memory = MemoryGroup.of(CONTAINER_BYTES);
  if (paths.length === 0 || memory === null) {
    console.error("idle: no resumes in 512 MB, for want of files or of a control group");
    return { measures: {}, faults: 0 };
  }
  await using server = await ServerProcess.start({ env: { WORKERS: String(WORKERS) }, memory });
  const client = new ApiClient(server.url, "bench");
  await using stream = await client.stream();
  const sending = send(client, filesOf(paths));
  const [events] = await Promise.all([stream.until(endsBatch, 600_000), sending]);
  const read = Number(events.at(-1)!.data.successful_files);
  return {
    measures: {
      "resumes read in 512 MB": read,
      "MB after them": await residentBytes(server.pid) / MB,
      "processes killed for memory": memory.kills,
    },
    faults: paths.length - read + memory.kills,
  };
}
