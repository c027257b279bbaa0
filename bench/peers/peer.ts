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
  /** Answers 200 once the server is up; by default an open port is enough. */
  readyPath?: string;
  /** Whether it keeps a log, so that every event must come back after a kill -9. */
  durable?: boolean;
}

/** What is run for a peer, in the project's folder. */
export interface PeerCommand {
  command: string[];
  env?: Record<string, string>;
}

/** The project's folder. */
export const ROOT = join(import.meta.dirname ?? ".", "../..");

const topicPath = (topic: string) => `/topics/${topic}`;

function denoPeer(name: string, title: string, file: string): Peer {
  const script = join(ROOT, "bench/peers", file);
  return {
    name,
    title,
    command: (port) =>
      Promise.resolve({ command: [Deno.execPath(), "run", "-A", script, String(port)] }),
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

/** This project's production server, on a database file of its own. */
const ours: Peer = {
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
  denoPeer("better-sse", "better-sse", "better_sse.ts"),
  denoPeer("hono", "Hono", "hono.ts"),
  nchan,
  ours,
];
