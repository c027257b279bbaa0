/** Bytes of memory (RSS) of a process and all below it, as Linux counts them. */
export async function residentBytes(pid: number): Promise<number> {
  let kibibytes = 0;
  for (const each of await treeOf(pid)) kibibytes += await numberIn(each, "VmRSS");
  return kibibytes * 1024;
}

async function treeOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for await (const { name } of Deno.readDir("/proc")) {
    if (/^\d+$/.test(name)) parents.set(Number(name), await numberIn(Number(name), "PPid"));
  }
  return [...parents.keys()].filter((each) => isBelow(each, pid, parents));
}

function isBelow(pid: number, ancestor: number, parents: Map<number, number>): boolean {
  for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === ancestor) return true;
  return false;
}

/** A number of /proc/PID/status; 0 where the process has gone. */
async function numberIn(pid: number, field: string): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`).catch(() => "");
  return Number(status.match(new RegExp(`^${field}:\\s+(\\d+)`, "m"))?.[1] ?? 0);
}
