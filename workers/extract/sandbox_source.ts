import { ChildSandbox } from "./child_sandbox.ts";
import { bundleParser, readWasm } from "./parser_code.ts";
import type { Sandbox } from "./sandbox.ts";
import { WorkerSandbox } from "./worker_sandbox.ts";

/** How documents are kept apart from this process; "auto" takes processes where they work. */
export type SandboxMode = "auto" | "process" | "worker";

/** Starts sandboxes; reads and bundles what they need at the first start, once. */
export class SandboxSource {
  #mode: SandboxMode;
  #wasm: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #compiled: Promise<WebAssembly.Module> | undefined;
  #script: Promise<Uint8Array<ArrayBuffer>> | undefined;

  constructor(mode: SandboxMode) {
    this.#mode = mode;
  }

  /** "auto" until the first start has shown what works here. */
  get mode(): SandboxMode {
    return this.#mode;
  }

  async start(): Promise<Sandbox> {
    if (this.#mode !== "worker") {
      try {
        const sandbox = await this.#startChild();
        this.#mode = "process";
        return sandbox;
      } catch (error) {
        if (this.#mode === "process") throw error;
        this.#mode = "worker";
      }
    }
    this.#compiled ??= this.#readWasm().then((wasm) => WebAssembly.compile(wasm));
    return await WorkerSandbox.start(await this.#compiled);
  }

  async #startChild(): Promise<Sandbox> {
    this.#script ??= bundleParser();
    try {
      const [script, wasm] = await Promise.all([this.#script, this.#readWasm()]);
      return await ChildSandbox.start({ script, wasm });
    } catch (error) {
      this.#script = undefined;
      throw error;
    }
  }

  #readWasm(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#wasm ??= readWasm();
  }
}
