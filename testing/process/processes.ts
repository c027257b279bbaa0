import { processStat } from "@/lib/process_stat.ts";

/** A process as /proc tells of it (Linux). */
export interface ProcessStatus {
  parent: number;
  group: number;
}

/** Null for one that has ended, whether or not it was waited for. */
export function processStatus(pid: number): ProcessStatus | null {
  const stat = processStat(pid);
  if (stat === null) return null;
  const [state, parent, group] = stat;
  return /[ZX]/.test(state) ? null : { parent: Number(parent), group: Number(group) };
}

/** The ids of the processes that a condition holds for. */
export function processesThat(condition: (status: ProcessStatus) => boolean): number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name)).filter((pid) => {
    const status = pid > 0 ? processStatus(pid) : null;
    return status !== null && condition(status);
  });
}

/** Processes whose parent is `pid`: a server's sandboxes. */
export function childrenOf(pid: number): number[] {
  return processesThat(({ parent }) => parent === pid);
}

/** What a process was started by; empty where it has ended. */
export function commandOf(pid: number): Promise<string> {
  return Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
}

export function isAlive(pid: number): boolean {
  return processStatus(pid) !== null;
}

/** kill -9, of one that may have ended meanwhile. */
export function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
