import { join } from "node:path";
import { type Peer, ROOT } from "@/bench/peers/peer.ts";
import { residentBytes } from "@/bench/peers/process_tree.ts";
import { processorMs } from "@/lib/process_stat.ts";

/** How long a peer may take until it answers. */
const START_MS = 20_000;

/** Takes all the file descriptors it may, and writes what the server says to a file. */
const SHELL = 'ulimit -n "$(ulimit -Hn)"; exec "$@" >>"$PEER_LOG" 2>&1';

/** A peer that runs in a process and a temporary folder of its own. Disposal ends both. */
export class PeerProcess implements AsyncDisposable {
  readonly peer: Peer;
  readonly port: number;
  readonly #folder: string;
  #child: Deno.ChildProcess | undefined;
  #ended = false;

  private constructor(peer: Peer, port: number, folder: string) {
    this.peer = peer;
    this.port = port;
    this.#folder = folder;
  }

  /** Starts a peer and waits until it answers; throws with its last words where it doesn't. */
  static async start(peer: Peer, port: number): Promise<PeerProcess> {
    const folder = await Deno.makeTempDir({ prefix: `bench_${peer.name}_` });
    const process = new PeerProcess(peer, port, folder);
    await process.#spawn();
    return process;
  }

  /** Kills the server as a power cut would, and starts it again on the same files. */
  crash(): Promise<void> {
    return this.restart("SIGKILL", 0);
  }

  /** Ends the server, and starts it again on the same files `awayMs` milliseconds later. */
  async restart(signal: Deno.Signal, awayMs: number): Promise<void> {
    this.#kill(signal);
    await this.#child?.status;
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    await this.#spawn();
  }

  /** Bytes of memory that the process and its children hold. */
  residentBytes(): Promise<number> {
    return residentBytes(this.#child?.pid ?? -1);
  }

  /** Seconds of processor that the process has used since it was last started, without children. */
  processorSeconds(): number {
    return (processorMs(this.#child?.pid ?? -1) ?? 0) / 1000;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const late = setTimeout(() => this.#kill("SIGKILL"), 3000);
    this.#kill("SIGTERM");
    await this.#child?.status;
    clearTimeout(late);
    await Deno.remove(this.#folder, { recursive: true });
  }

  #kill(signal: Deno.Signal): void {
    if (!this.#ended) this.#child?.kill(signal);
  }

  async #spawn(): Promise<void> {
    const start = await this.peer.command(this.port, this.#folder);
    this.#child = new Deno.Command("sh", {
      args: ["-c", SHELL, "sh", ...start.command],
      env: { ...start.env, PEER_LOG: join(this.#folder, "log") },
      cwd: ROOT,
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).spawn();
    this.#ended = false;
    this.#child.status.then(() => this.#ended = true);
    await this.#ready();
  }

  async #ready(): Promise<void> {
    const url = `http://127.0.0.1:${this.port}${this.peer.readyPath ?? "/"}`;
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && !this.#ended;) {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
        await response.body?.cancel();
        if (response.ok || !this.peer.readyPath) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const log = await Deno.readTextFile(join(this.#folder, "log")).catch(() => "");
    throw new Error(`Cannot start "${this.peer.name}": no answer\n${log.slice(-2000)}`);
  }
}
