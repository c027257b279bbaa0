/** Ticks of `/proc/PID/stat` in a second, as Linux has them on every machine of ours. */
const TICKS_PER_SECOND = 100;

/**
 * The fields of `/proc/PID/stat` after the process's name, from the third of proc(5) on: state, parent,
 * group; null where the process has gone, or the system doesn't tell as Linux does.
 */
export function processStat(pid: number): string[] | null {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // Counted from the name's end, for it may hold spaces.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/**
 * Milliseconds of processor that a process has had so far, all threads together, in user and system
 * mode, in steps of ten; null where that isn't known, as of {@linkcode processStat}.
 */
export function processorMs(pid: number): number | null {
  const fields = processStat(pid);
  if (fields === null) return null;
  const [user, system] = fields.slice(11, 13);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND * 1000;
}
