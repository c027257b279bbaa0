import { concat } from "@/lib/bytes.ts";
import { type Sandbox, SandboxDeath } from "@/lib/extract/sandbox/sandbox.ts";
import type { SandboxProgram } from "@/lib/extract/sandbox/sandbox_program.ts";

/** A Web Worker's message or its end. */
type Settle = PromiseWithResolvers<Uint8Array<ArrayBuffer>>;

/**
 * A Web Worker without permissions: the last resort where subprocesses don't work. Running out of heap
 * in it would end this whole process, and Deno ends no Worker that is at work (2.9.6,
 * denoland/deno#35657): what is killed is heard no more, but a document that takes for ever keeps a
 * processor busy. Only the limits of the readers stand before both.
 */
export class WorkerSandbox implements Sandbox {
  readonly #worker: Worker;
  #waiting: Settle | undefined;
  #dead: SandboxDeath | undefined;

  private constructor(program: SandboxProgram) {
    this.#worker = program.startWorker({ type: "module", deno: { permissions: "none" } });
    this.#worker.onmessage = ({ data }) => {
      this.#waiting?.resolve(data);
      this.#waiting = undefined;
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(`Cannot read from "sandbox": ${event.message}`);
    };
  }

  /** Starts a Worker and waits until it can take a document. */
  static async start(
    program: SandboxProgram,
    wasm: WebAssembly.Module,
  ): Promise<WorkerSandbox> {
    const sandbox = new WorkerSandbox(program);
    try {
      await sandbox.#ask(wasm, []);
      return sandbox;
    } catch (error) {
      sandbox.kill();
      throw error;
    }
  }

  exchange(message: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
    const joined = concat(message);
    return this.#ask(joined, [joined.buffer]);
  }

  /** A part of this whole process's. */
  processorMs(): null {
    return null;
  }

  kill(): void {
    this.#end('Cannot read from "sandbox": killed');
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    return Promise.resolve();
  }

  #ask(message: unknown, transfer: Transferable[]): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    this.#waiting = Promise.withResolvers();
    this.#worker.postMessage(message, transfer);
    return this.#waiting.promise;
  }

  #end(message: string): void {
    if (this.#dead !== undefined) return;
    this.#dead = new SandboxDeath(message, false);
    this.#worker.terminate();
    this.#waiting?.reject(this.#dead);
    this.#waiting = undefined;
  }
}
