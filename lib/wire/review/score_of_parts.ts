import type { Part } from "@/lib/wire/result.ts";

/** The score that parts come to, in their order: 0 to 100, one decimal. */
export function scoreOfParts(parts: readonly Pick<Part, "weight" | "value">[]): number {
  const points = parts.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return Math.round(Math.min(1, points) * 1000) / 10;
}
