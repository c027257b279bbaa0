const numbers = new Intl.NumberFormat("en");

/** A whole number for people: "1,000". */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** A count with its word: "1 file", "1,000 files". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** Bytes for people: "512 B", "3.4 MB" (powers of 1,000, as file managers show them). */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A score of 0 to 100 in whole points; outside of it, the nearest end. */
export function points(score: number): number {
  return Math.round(Math.min(100, Math.max(0, score)));
}

/** Milliseconds for people: "0.8 ms", "12 ms", "3.4 s". */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
