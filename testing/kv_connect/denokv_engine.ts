import { Buffer } from "node:buffer";
import { createRequire } from "node:module";

/** Messages go in and out as KV Connect has them in its bodies; the last argument is for debugging. */
interface NativeModule {
  open(path: string, inMemory: boolean, debug: boolean): number;
  close(db: number, debug: boolean): void;
  snapshotRead(db: number, request: Buffer, debug: boolean): Promise<Uint8Array<ArrayBuffer>>;
  atomicWrite(db: number, request: Buffer, debug: boolean): Promise<Uint8Array<ArrayBuffer>>;
  startWatch(db: number, request: Buffer, debug: boolean): Promise<number>;
  dequeueNextWatchMessage(
    db: number,
    watch: number,
    debug: boolean,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  endWatch(db: number, watch: number, debug: boolean): void;
}

/** A running watch. */
export interface EngineWatch {
  /** The next message; undefined once it has ended. */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  end(): void;
}

/**
 * The storage engine of denokv, which is behind the real KV Connect server too: the native module
 * of npm:@deno/kv. It has the limits of the
 * hosted service: 10 checks a commit, for example.
 */
export class DenokvEngine implements Disposable {
  readonly #native: NativeModule;
  readonly #db: number;

  /** Opens a database: a file's, or without a path one in memory. */
  constructor(path?: string) {
    this.#native = nativeModule();
    this.#db = this.#native.open(path ?? "", path === undefined, false);
  }

  /** Whether there is a native module for this platform; warns if not. */
  static get isAvailable(): boolean {
    try {
      return nativeModule() !== undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      console.warn(`Skipped: denokv has no native module here (npm:@deno/kv): ${reason}`);
      return false;
    }
  }

  /** Answers a `SnapshotRead`. */
  snapshotRead(request: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.#native.snapshotRead(this.#db, Buffer.from(request), false);
  }

  /** Answers an `AtomicWrite`. */
  atomicWrite(request: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.#native.atomicWrite(this.#db, Buffer.from(request), false);
  }

  /** Begins a `Watch`. */
  async watch(request: Uint8Array): Promise<EngineWatch> {
    const watch = await this.#native.startWatch(this.#db, Buffer.from(request), false);
    return {
      next: () => this.#native.dequeueNextWatchMessage(this.#db, watch, false),
      end: () => this.#native.endWatch(this.#db, watch, false),
    };
  }

  [Symbol.dispose](): void {
    this.#native.close(this.#db, false);
  }
}

/** The package's own choice among its platforms, which it does not export. */
function nativeModule(): NativeModule {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve("@deno/kv"))("./_napi_index.cjs");
}
