import { logger } from "@/lib/telemetry/log.ts";
import { ChildSandbox } from "@/lib/extract/sandbox/child_sandbox.ts";
import { sandboxScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { PARSER, readWasm, type SandboxProgram } from "@/lib/extract/sandbox/sandbox_program.ts";
import { type Sandbox, SandboxDeath } from "@/lib/extract/sandbox/sandbox.ts";
import { WorkerSandbox } from "@/lib/extract/sandbox/worker_sandbox.ts";

/** How documents are kept apart from this process; "auto" takes processes where they work. */
export type SandboxMode = "auto" | "process" | "worker";

const WORKERS_ONLY =
  "No sandbox process starts, so documents are read in Workers inside the server: one that fills the " +
  "memory would end it, and one that takes for ever keeps a processor busy until it ends. To mend it, " +
  "let the server's user run /bin/sh and {command}: {error}";

/** Starts sandboxes; reads what they need (or bundles it, where it isn't built) at the first start, once. */
export class SandboxSource {
  readonly #program: SandboxProgram;
  #mode: SandboxMode;
  #probed: Promise<Sandbox | undefined> | undefined;
  #compiled: Promise<WebAssembly.Module> | undefined;
  #script: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #code: Promise<string> | undefined;

  constructor(mode: SandboxMode, program = PARSER) {
    this.#program = program;
    this.#mode = mode;
  }

  /** "auto" until the first start has shown what works here. */
  get mode(): SandboxMode {
    return this.#mode;
  }

  /** The start of the SHA-256 of what runs in the sandboxes; null where they are Workers. */
  get code(): Promise<string | null> {
    if (this.#mode === "worker" || !this.#script) return Promise.resolve(null);
    return this.#code ??= this.#script.then(digestOf);
  }

  /**
   * Starts a sandbox.
   * @throws {SandboxDeath} it did not come up; try again later
   */
  async start(): Promise<Sandbox> {
    if (this.#probed !== undefined) await this.#probed;
    else if (this.#mode === "auto") {
      const first = await (this.#probed = this.#probe());
      if (first !== undefined) return first;
    }
    try {
      return this.#mode === "process" ? await this.#startChild() : await this.#startWorker();
    } catch (error) {
      throw new SandboxDeath(`Cannot start "sandbox": ${error}`, false);
    }
  }

  /** Finds out once whether subprocesses work here; a second try rules out bad luck. */
  async #probe(): Promise<Sandbox | undefined> {
    try {
      const sandbox = await this.#startChild().catch(() => this.#startChild());
      this.#mode = "process";
      return sandbox;
    } catch (error) {
      this.#mode = "worker";
      logger("extract").warning(WORKERS_ONLY, { error: String(error), command: Deno.execPath() });
    }
  }

  async #startWorker(): Promise<Sandbox> {
    this.#compiled ??= readWasm(this.#program).then((wasm) => WebAssembly.compile(wasm));
    return await WorkerSandbox.start(this.#program, await this.#compiled);
  }

  async #startChild(): Promise<Sandbox> {
    this.#script ??= sandboxScript(this.#program);
    try {
      const [script, wasm] = await Promise.all([this.#script, readWasm(this.#program)]);
      return await ChildSandbox.start({ script, wasm });
    } catch (error) {
      this.#script = undefined;
      throw error;
    }
  }
}

/** 64 bits tell versions of one program apart. */
async function digestOf(script: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", script));
  return digest.subarray(0, 8).toHex();
}
