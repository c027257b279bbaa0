/** Rows or columns of a large table that are drawn, and the rooms that the others would take. */
export type WindowPart = { at: number } | { gap: number };

/** What of a table's rows, or of its columns, is in sight. All in pixels but `count`. */
export interface Sight {
  /** How far they are scrolled. */
  scrolled: number;
  /** How much of them can be seen. */
  seen: number;
  /** How high or wide each is. */
  size: number;
  count: number;
}

/** The window moves by so many at a time, so that not every pixel draws it anew. */
const STEP = 2;

/**
 * The first that is drawn, and the first after it that isn't. On both sides of those in sight there are
 * `spare` more: a turn of the wheel finds them there.
 */
export function inSight(
  { scrolled, seen, size, count }: Sight,
  spare: number,
): [from: number, to: number] {
  const first = Math.floor(Math.max(0, scrolled) / size);
  const from = Math.max(0, Math.floor((first - spare) / STEP) * STEP);
  const most = Math.ceil(Math.max(0, seen) / size) + 1;
  return [Math.min(from, count), Math.min(count, from + most + 2 * spare + STEP)];
}

/** Those from `from` to `to` and the one that is `kept`, wherever that is, with the gaps between them. */
export function windowParts(
  [from, to]: readonly [number, number],
  count: number,
  kept: number | null,
): WindowPart[] {
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  if (kept !== null && kept >= 0 && kept < count && (kept < from || kept >= to)) {
    if (kept < from) drawn.unshift(kept);
    else drawn.push(kept);
  }
  const parts: WindowPart[] = [];
  let next = 0;
  for (const at of drawn) {
    if (at > next) parts.push({ gap: at - next });
    parts.push({ at });
    next = at + 1;
  }
  if (count > next) parts.push({ gap: count - next });
  return parts;
}
