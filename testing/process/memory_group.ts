import { dirname } from "node:path";
import { until } from "@/testing/until.ts";

const ROOT = "/sys/fs/cgroup";

/** The files of one version of control groups. */
interface Version {
  /** The folder of this process's group; null where that version isn't in use. */
  own: string | null;
  limit: string;
  peak: string;
  /** Where the kernel counts what it killed, as `oom_kill N`. */
  events: string;
}

/** A control group of its own for a server and all that it starts: as a container's, its memory is bounded. */
export class MemoryGroup implements AsyncDisposable {
  readonly #folder: string;
  readonly #version: Version;

  private constructor(folder: string, version: Version) {
    this.#folder = folder;
    this.#version = version;
  }

  /** Makes one of so many bytes, inside the group of this process; null where this process may not. */
  static of(bytes: number): MemoryGroup | null {
    for (const version of versions()) {
      if (version.own === null) continue;
      const folder = `${version.own}/screener_${crypto.randomUUID()}`;
      const group = new MemoryGroup(folder, version);
      try {
        Deno.mkdirSync(folder);
        Deno.writeTextFileSync(`${folder}/${version.limit}`, String(bytes));
        return group;
      } catch {
        if (exists(folder)) Deno.removeSync(folder);
      }
    }
    return null;
  }

  /** A command that runs in it from its first byte on. */
  command(path: string, args: string[]): [path: string, args: string[]] {
    const join = 'echo $$ > "$0" && exec "$@"';
    return ["/bin/sh", ["-c", join, `${this.#folder}/cgroup.procs`, path, ...args]];
  }

  /** The most that was in use, files that the kernel keeps in memory included. */
  get peakBytes(): number {
    return Number(this.#read(this.#version.peak));
  }

  /** Processes that were killed because the memory was full. */
  get kills(): number {
    return Number(/oom_kill (\d+)/.exec(this.#read(this.#version.events))?.[1] ?? NaN);
  }

  /** Waits for its processes, the server's sandboxes last. */
  async [Symbol.asyncDispose](): Promise<void> {
    await until("its processes to end", () => this.#read("cgroup.procs") === "");
    Deno.removeSync(this.#folder);
  }

  #read(file: string): string {
    return Deno.readTextFileSync(`${this.#folder}/${file}`);
  }
}

function versions(): Version[] {
  let groups: string;
  try {
    groups = Deno.readTextFileSync("/proc/self/cgroup");
  } catch {
    return [];
  }
  const one = /^\d+:(?:[^:\n]*,)?memory(?:,[^:\n]*)?:(.*)$/m.exec(groups);
  const two = /^0::(.*)$/m.exec(groups);
  return [
    {
      own: one && `${ROOT}/memory${one[1]}`,
      limit: "memory.limit_in_bytes",
      peak: "memory.max_usage_in_bytes",
      events: "memory.oom_control",
    },
    {
      // Its own may hold processes or bounded groups, not both: this one stands beside it.
      own: two && dirname(`${ROOT}${two[1]}`),
      limit: "memory.max",
      peak: "memory.peak",
      events: "memory.events",
    },
  ];
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
