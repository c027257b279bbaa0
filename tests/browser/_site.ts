import { ensureBuild } from "@/testing/build.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

const ROOT = new URL("../../", import.meta.url);

/** The built app in a process of its own, on a database and a port of its own. */
export class Site implements AsyncDisposable {
  readonly url: string;
  #folder: string;
  #port: number;
  #settings: Record<string, string>;
  #process: Deno.ChildProcess | null = null;

  private constructor(folder: string, port: number, settings: Record<string, string>) {
    this.#settings = settings;
    this.#folder = folder;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Builds the app and starts it, with `settings` (README) beside the tests' own. */
  static async open(settings: Record<string, string> = {}): Promise<Site> {
    await ensureBuild();
    const site = new Site(await Deno.makeTempDir({ prefix: "site-" }), freePort(), settings);
    await site.start();
    return site;
  }

  /** Starts the process, with `env` beside what each has, and waits until it listens. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const process = new Deno.Command(Deno.execPath(), {
      args: [...DENO_RUN, "serve.ts"],
      cwd: ROOT,
      env: {
        PORT: String(this.#port),
        KV_PATH: `${this.#folder}/kv.sqlite`,
        // On a large machine too, a batch can be caught in the middle.
        WORKERS: "1",
        AUTH_MODE: "session",
        AUTH_SECRET: "only-for-tests-only-for-tests-only",
        ...this.#settings,
        ...env,
      },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.#process = process;
    await listening(process.stderr);
  }

  /** Ends the process as a host would, or by another signal, and waits for it. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<void> {
    this.#process?.kill(signal);
    await this.#process?.status;
    this.#process = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

async function listening(stderr: ReadableStream<Uint8Array>): Promise<void> {
  const reader = stderr.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("Listening")) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`Cannot start the site: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  // Keep on reading: a full pipe would stop the server.
  void (async () => {
    while (!(await reader.read()).done);
  })();
}
