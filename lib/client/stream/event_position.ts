import { parsePosition } from "@/lib/wire/position.ts";

/** Whether event `id` is at or before `last` in the same log, so already seen. */
export function isSeen(last: string | null, id: string): boolean {
  if (last === null || id === "") return false;
  const seen = parsePosition(last);
  const next = parsePosition(id);
  if (seen === null || next === null) return last === id;
  return seen.epoch === next.epoch && next.seq <= seen.seq;
}

/** Whether both ids are positions of one log. */
export function isSameLog(a: string | null, b: string): boolean {
  const epoch = a === null ? undefined : parsePosition(a)?.epoch;
  return epoch !== undefined && epoch === parsePosition(b)?.epoch;
}
