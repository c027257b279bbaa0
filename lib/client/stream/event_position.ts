/** Whether event `id` is at or before `last` in the same log (`<epoch>.<seq>`), so already seen. */
export function isSeen(last: string | null, id: string): boolean {
  if (last === null || id === "") return false;
  const seen = parsePosition(last);
  const next = parsePosition(id);
  if (seen === null || next === null) return last === id;
  return seen.epoch === next.epoch && next.seq <= seen.seq;
}

/** Whether both ids are positions of one log. */
export function isSameLog(a: string | null, b: string): boolean {
  const epoch = a === null ? null : parsePosition(a)?.epoch;
  return epoch !== null && epoch !== undefined && epoch === parsePosition(b)?.epoch;
}

function parsePosition(id: string): { epoch: string; seq: number } | null {
  const dot = id.lastIndexOf(".");
  const seq = Number(id.slice(dot + 1));
  if (dot < 1 || dot === id.length - 1 || !Number.isSafeInteger(seq)) return null;
  return { epoch: id.slice(0, dot), seq };
}
