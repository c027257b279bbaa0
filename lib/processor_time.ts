/** Ticks of `/proc/PID/stat` in a second, as Linux has them on every machine of ours. */
const TICKS_PER_SECOND = 100;

/**
 * Milliseconds of processor that a process has had so far, all threads together, in user and system
 * mode, in steps of ten; null where the process has gone, or the system doesn't tell as Linux does.
 */
export function processorMs(pid: number): number | null {
  let stat: string;
  try {
    stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  } catch {
    return null;
  }
  // Counted from the name's end, for it may hold spaces: fields 14 and 15 of proc(5).
  const [user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 13);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND * 1000;
}
