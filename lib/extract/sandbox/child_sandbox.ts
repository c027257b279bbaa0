import { processorMs } from "@/lib/process_stat.ts";
import { frame, FrameReader } from "@/lib/extract/sandbox/frames.ts";
import { MAX_ANSWER_BYTES } from "@/lib/extract/sandbox/ocr/drawn_page.ts";
import type { SandboxCode } from "@/lib/extract/sandbox/sandbox_program.ts";
import { type Sandbox, SandboxDeath } from "@/lib/extract/sandbox/sandbox.ts";
import { TimeLimit } from "@/lib/extract/sandbox/time_limit.ts";

/** JavaScript's heap in the child, in MB; a resume needs about 30. */
const MAX_HEAP_MB = 256;
/** All of the child's data, WebAssembly included, in KB. */
const MAX_DATA_KB = 1_600_000;
/** A start takes 0.3 s of the processor; one that has stopped is given up after six times as long as this. */
const START_MS = 10_000;
const STDERR_CHARACTERS = 4_000;
/** What a log line quotes of it where a child doesn't start. */
const QUOTED_CHARACTERS = 500;

/** glibc gives back what is freed; by default it keeps more the more has been in use. In bytes. */
const FRUGAL_MALLOC = { MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "131072" };

/** A tenth of the weight of the server, whose streams and answers don't wait for documents; where there is `nice`. */
const LOWER_PRIORITY = 'command -v nice >/dev/null && set -- nice -n 10 "$@"';

/** How a sandbox is started; its environment is all that the child gets. */
export interface SandboxCommand {
  path: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * The command that starts a sandbox: Deno with no permission at all and a bounded heap, by way of
 * a shell (where there is one) that bounds all of its memory, forbids it files and lowers its priority.
 */
export function sandboxCommand(script: string): SandboxCommand {
  const deno = [
    Deno.execPath(),
    "run",
    "--no-prompt",
    "--no-config",
    "--no-lock",
    "--no-remote",
    "--no-npm",
    `--v8-flags=--max-old-space-size=${MAX_HEAP_MB},--expose-gc`,
    script,
  ];
  const windows = Deno.build.os === "windows";
  // Storage (`caches`, `localStorage`) needs no permission and lies in this directory, which can't be
  // one. Without it Deno looks for the user's home, and ends where the user has none.
  const env = { DENO_DIR: windows ? "NUL" : "/dev/null", NO_COLOR: "1", ...FRUGAL_MALLOC };
  if (windows) return { path: deno[0], args: deno.slice(1), env };
  const limits =
    `ulimit -c 0; ulimit -f 0; ulimit -d ${MAX_DATA_KB} 2>/dev/null; ${LOWER_PRIORITY}; exec "$@"`;
  return { path: "/bin/sh", args: ["-c", limits, "sandbox", ...deno], env };
}

/** A child process without permissions; it ends when we do, as its stdin does then. */
export class ChildSandbox implements Sandbox {
  readonly #process: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array<ArrayBufferLike>>;
  readonly #replies: FrameReader;
  readonly #errorOutput: Promise<string>;

  private constructor() {
    const { path, args, env } = sandboxCommand(new URL("./child_main.ts", import.meta.url).href);
    this.#process = new Deno.Command(path, {
      args,
      env,
      clearEnv: true,
      cwd: Deno.build.os === "windows" ? undefined : "/",
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#stdin = this.#process.stdin.getWriter();
    this.#replies = new FrameReader(this.#process.stdout, MAX_ANSWER_BYTES);
    this.#errorOutput = readEnd(this.#process.stderr);
  }

  /**
   * Starts a child and waits until it can take a document.
   * @throws {Error} subprocesses don't work here, or it ended at once; the message says why
   */
  static async start({ script, wasm }: SandboxCode): Promise<ChildSandbox> {
    const sandbox = new ChildSandbox();
    using _limit = new TimeLimit(sandbox, START_MS, () => sandbox.kill());
    try {
      await sandbox.#send(frame(wasm));
      await sandbox.#send(frame(script));
      await sandbox.#receive();
      return sandbox;
    } catch (error) {
      await sandbox[Symbol.asyncDispose]();
      // It has seen no document yet, so nothing of one can be in what it says.
      const complaint = (await sandbox.#errorOutput).trim().slice(0, QUOTED_CHARACTERS);
      throw complaint === "" ? error : new Error(`${error}: ${complaint}`, { cause: error });
    }
  }

  /** The child's process id. */
  get pid(): number {
    return this.#process.pid;
  }

  async exchange(message: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
    await this.#send(frame(...message));
    return await this.#receive();
  }

  processorMs(): number | null {
    return processorMs(this.pid);
  }

  kill(): void {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.#process.status;
    await Promise.allSettled([this.#stdin.abort(), this.#replies.cancel(), this.#errorOutput]);
  }

  async #send(chunks: Uint8Array[]): Promise<void> {
    for (const chunk of chunks) {
      // A broken pipe shows itself in the missing reply, which knows why.
      await this.#stdin.write(chunk).catch(() => {});
    }
  }

  async #receive(): Promise<Uint8Array<ArrayBuffer>> {
    const reply = await this.#replies.next();
    if (reply !== null) return reply;
    const { code, signal } = await this.#process.status;
    const errors = await this.#errorOutput;
    const outOfMemory = /out of memory|allocation (?:of \d+ bytes )?failed/i.test(errors);
    const state = signal ?? `exit code ${code}`;
    throw new SandboxDeath(`Cannot read from "sandbox": ${state}`, outOfMemory);
  }
}

/** The end of what a process writes; the rest is dropped, however much it is. */
async function readEnd(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let end = "";
  try {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      end = (end + text).slice(-STDERR_CHARACTERS);
    }
  } catch {
    // A killed process may break the pipe; what came is enough.
  }
  return end;
}
