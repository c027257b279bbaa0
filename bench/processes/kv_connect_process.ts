import { TEST_TOKEN } from "@/testing/kv_connect/server.ts";

const SCRIPT = new URL("../../testing/kv_connect/server.ts", import.meta.url).pathname;

/** denokv's engine in a process of its own, on a file in a temporary folder. Disposal ends it. */
export class KvConnectProcess implements AsyncDisposable {
  readonly port: number;
  readonly token = TEST_TOKEN;
  readonly #folder: string;
  readonly #child: Deno.ChildProcess;

  private constructor(port: number, folder: string, child: Deno.ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#child = child;
  }

  /** Starts it and waits until it listens. */
  static async start(): Promise<KvConnectProcess> {
    const folder = await Deno.makeTempDir({ prefix: "kv_connect_" });
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", SCRIPT, `${folder}/kv.sqlite`],
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    // Its first line is its address.
    const { value = "" } = await reader.read();
    await reader.cancel();
    const port = Number(/:(\d+)/.exec(value)?.[1]);
    const server = new KvConnectProcess(port, folder, child);
    if (port) return server;
    await server[Symbol.asyncDispose]();
    throw new Error("Cannot start the KV Connect server: it has ended");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await this.#child.status;
    await Deno.remove(this.#folder, { recursive: true });
  }
}
