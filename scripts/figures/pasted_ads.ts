type Part = (job: string) => string;

const linesOf = (job: string): string[] => job.split("\n").filter((line) => line.trim() !== "");
const hasWords = (line: string): boolean => line.split(/\s+/).length >= 9;
const bullets = (lines: string[]): string => lines.map((line) => `- ${line}`).join("\n");

const PARTS: Part[] = [
  (job) => job.slice(0, job.indexOf("\n", job.length / 2)),
  // Every other line, last first.
  (job) => linesOf(job).filter((_, at) => at % 2 === 0).toReversed().join("\n"),
  (job) => bullets(linesOf(job).filter(hasWords).slice(-3)),
  (job) => {
    let words = 0;
    return job.replace(/[\p{L}\p{N}]+/gu, (word) => ++words % 5 === 0 ? "otherwise" : word);
  },
  // As a document is read whose lines are broken.
  (job) => `References\n${job.replace(/\s+/g, " ").replace(/(.{60,80}) /g, "$1\n")}`,
];

/** A part of a job ad as people paste it: half, mixed, three lines, reworded, broken; chosen by its length. */
export function pastedPart(job: string): string {
  return PARTS[job.length % PARTS.length](job);
}
