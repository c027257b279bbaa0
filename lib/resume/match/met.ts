import type { Met } from "@/lib/wire/result.ts";

const YES = 0.75;
const PARTIAL = 0.35;

/** The word for a requirement's value: yes from .75, partial from .35. */
export function metOf(value: number): Met {
  if (value >= YES) return "yes";
  return value >= PARTIAL ? "partial" : "no";
}
