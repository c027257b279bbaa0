import { delay } from "@/testing/until.ts";
import { ensureBuild } from "@/testing/build.ts";
import { DENO_RUN, DENO_SERVE } from "@/testing/process/deno_run.ts";
import type { MemoryGroup } from "@/testing/process/memory_group.ts";

const ROOT = new URL("..", import.meta.url);
/** How long a server may take until it answers. */
const START_MS = 30_000;
/** What is kept of the output, in characters. */
const MAX_LOG = 200_000;

export interface ServerOptions {
  /** Beside these AUTH_MODE is open, METRICS public, WEBSOCKETS on, WORKERS 1, and KV_PATH a file in a temporary folder. */
  env?: Record<string, string>;
  /** `deno serve` runs the build without serve.ts: no backlog, no signal handling. Else a script. */
  via?: "serve.ts" | "deno serve" | `bench/${string}.ts`;
  /** Bounds the memory of the server and its sandboxes together. */
  memory?: MemoryGroup;
}

/** The built server in a process of its own, on a free port. Disposal kills it. */
export class ServerProcess implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** The folder of the database; deleted at disposal. */
  readonly folder: string;
  readonly #options: ServerOptions;
  #child!: Deno.ChildProcess;
  #output: Promise<unknown> = Promise.resolve();
  #log = "";
  /** The first that it has written since it was started. */
  #opening = "";
  #status: Deno.CommandStatus | null = null;

  private constructor(options: ServerOptions, folder: string) {
    this.#options = options;
    this.folder = folder;
    this.port = freePort();
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** Builds if the build is missing or stale, starts the server and waits until it is ready. */
  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    await ensureBuild();
    for (let tries = 1;; tries++) {
      const folder = await Deno.makeTempDir({ prefix: "server_process_" });
      const server = new ServerProcess(options, folder);
      try {
        await server.#spawn();
        return server;
      } catch (error) {
        await server[Symbol.asyncDispose]();
        // Another test may have taken the port since it was found free.
        if (tries === 5 || !server.log.includes("AddrInUse")) throw error;
      }
    }
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** What the server has written, both outputs together; the newest 200,000 characters. */
  get log(): string {
    return this.#log;
  }

  /** Bytes of memory that the process holds (Linux). */
  async residentBytes(): Promise<number> {
    const status = await Deno.readTextFile(`/proc/${this.pid}/status`);
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024;
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: Deno.Signal = "SIGKILL"): Promise<Deno.CommandStatus> {
    if (!this.#status) this.#child.kill(signal);
    const status = await this.#child.status;
    await this.#output;
    return status;
  }

  /** Ends the server, as a power cut would unless told otherwise, and starts it on the same files. */
  async restart(signal: Deno.Signal = "SIGKILL"): Promise<void> {
    await this.kill(signal);
    await this.#spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child) await this.kill();
    await Deno.remove(this.folder, { recursive: true });
  }

  async #spawn(): Promise<void> {
    const { env, via = "serve.ts", memory } = this.#options;
    const port = String(this.port);
    const run = via === "deno serve"
      ? [...DENO_SERVE, "--host", "127.0.0.1", "--port", port, "_fresh/server.js"]
      : [...DENO_RUN, via];
    const [path, args] = memory?.command(Deno.execPath(), run) ?? [Deno.execPath(), run];
    const child = this.#child = new Deno.Command(path, {
      args,
      cwd: ROOT,
      env: {
        AUTH_MODE: "open",
        // As in open mode, so that tests in session mode see them too.
        METRICS: "public",
        WEBSOCKETS: "on",
        WORKERS: "1",
        PORT: port,
        KV_PATH: `${this.folder}/kv.sqlite`,
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#status = null;
    this.#opening = "";
    this.#output = Promise.all([this.#collect(child.stdout), this.#collect(child.stderr)]);
    child.status.then((status) => {
      if (child === this.#child) this.#status = status;
    });
    await this.#ready();
  }

  async #collect(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of output.pipeThrough(new TextDecoderStream())) {
      this.#log = (this.#log + text).slice(-MAX_LOG);
      this.#opening = (this.#opening + text).slice(0, MAX_LOG);
    }
  }

  async #ready(): Promise<void> {
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && !this.#status;) {
      // Until it says so, whoever answers there is another test's.
      if (this.#opening.includes("Listening on") && await this.#isReady()) return;
      await delay(10);
    }
    if (this.#status) await this.#output;
    const state = this.#status ? `ended with ${JSON.stringify(this.#status)}` : "not ready";
    throw new Error(`Cannot start the server: it is ${state}\n${this.#log.slice(-2000)}`);
  }

  async #isReady(): Promise<boolean> {
    // A connection that is left from before a restart fails once.
    const response = await fetch(`${this.url}/readyz`).catch(() => null);
    await response?.body?.cancel();
    return response?.ok ?? false;
  }
}

/** Below the ports that the system gives to clients, lest one of them takes it between two starts. */
export function freePort(): number {
  for (;;) {
    const port = 11_000 + Math.floor(Math.random() * 20_000); // fetch refuses 10080.
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
