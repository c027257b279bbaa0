import { join } from "node:path";
import { hasNchan, nchanCommand } from "@/bench/peers/nchan.ts";

/** A server under test: how it is started, and the two operations all of them have. */
export interface Peer {
  /** Short name, as `--peer` takes it. */
  name: string;
  /** The column's heading. */
  title: string;
  /** What it lacks on this machine, in words; undefined where it can run. */
  missing?(): Promise<string | undefined>;
  /** The command and its environment; may write files into the folder. */
  command(port: number, folder: string): Promise<PeerCommand>;
  streamPath(topic: string): string;
  publishPath(topic: string): string;
  /** Makes a topic where that must be done before its streams are opened. */
  createTopic?(port: number, topic: string): Promise<void>;
  /** Answers 200 once the server is up; by default an open port is enough. */
  readyPath?: string;
  /** Whether its streams go on after a `Last-Event-ID`, so that all must come back after a kill -9. */
  durable?: boolean;
}

/** What is run for a peer, in the project's folder. */
export interface PeerCommand {
  command: string[];
  env?: Record<string, string>;
}

/** The project's folder. */
export const ROOT = join(import.meta.dirname ?? ".", "../..");

/** A package beside the project's own: its lock and its node_modules stay as they are. */
const ALONE = ["--no-config", "--no-lock", "--node-modules-dir=none"];

const topicPath = (topic: string) => `/topics/${topic}`;

function denoPeer(name: string, title: string, file: string, database = false): Peer {
  const script = join(ROOT, "bench/peers", file);
  return {
    name,
    title,
    command: (port, folder) => {
      const args = [String(port), ...database ? [join(folder, "kv.sqlite")] : []];
      return Promise.resolve({ command: [Deno.execPath(), "run", "-A", script, ...args] });
    },
    streamPath: topicPath,
    publishPath: topicPath,
  };
}

const nchan: Peer = {
  name: "nchan",
  title: "nchan",
  missing: async () =>
    await hasNchan() ? undefined : "apt-get install nginx-light libnginx-mod-nchan",
  command: async (port, folder) => ({ command: await nchanCommand(port, folder) }),
  streamPath: topicPath,
  publishPath: (topic) => `/publish/${topic}`,
};

const DURABLE_STREAMS = "npm:@durable-streams/server@0.3.7";

function durableStreams(name: string, title: string, inFiles: boolean): Peer {
  return {
    name,
    title,
    missing: async () => {
      const args = ["cache", ...ALONE, DURABLE_STREAMS];
      const fetched = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
      return fetched.success ? undefined : `no ${DURABLE_STREAMS}`;
    },
    command: async (port, folder) => {
      const script = join(ROOT, "bench/peers/durable_streams.ts");
      const streams = join(folder, "streams");
      await Deno.mkdir(streams, { recursive: true });
      const args = [String(port), DURABLE_STREAMS, ...inFiles ? [streams] : []];
      return { command: [Deno.execPath(), "run", "-A", ...ALONE, script, ...args] };
    },
    streamPath: (topic) => `${topicPath(topic)}?offset=now&live=sse`,
    publishPath: topicPath,
    createTopic: async (port, topic) => {
      const response = await fetch(`http://127.0.0.1:${port}${topicPath(topic)}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`Cannot create "${topic}": ${response.status}`);
    },
  };
}

/** This project's production server, on a database file of its own. */
export const ours: Peer = {
  name: "ours",
  title: "ours",
  command: (port, folder) =>
    Promise.resolve({
      command: [Deno.execPath(), "run", "-A", "serve.ts"],
      env: {
        PORT: String(port),
        KV_PATH: join(folder, "kv.sqlite"),
        AUTH_MODE: "open",
      },
    }),
  streamPath: (topic) => `/api/v1/sse/progress/stream/${topic}`,
  publishPath: (topic) => `/api/v1/sse/progress/${topic}`,
  readyPath: "/readyz",
  durable: true,
};

/** All peers, in the order of the table's columns. */
export const PEERS: readonly Peer[] = [
  denoPeer("bare", "bare Deno", "bare_deno.ts"),
  denoPeer("bare-commit", "bare Deno, a commit before each", "bare_deno.ts", true),
  denoPeer("better-sse", "better-sse", "better_sse.ts"),
  denoPeer("hono", "Hono", "hono.ts"),
  nchan,
  durableStreams("durable-streams", "Durable Streams (npm)", false),
  durableStreams("durable-files", "the same, in files", true),
  ours,
];
