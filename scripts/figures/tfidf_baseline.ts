import { termsIn } from "@/lib/resume/text/terms.ts";

/** The usual TF-IDF cosine, fitted on the very documents it ranks: what the score has to beat. */
export class TfidfBaseline {
  #vectors: Map<string, number>[];

  constructor(documents: string[]) {
    const counts = documents.map((text) => {
      const count = new Map<string, number>();
      for (const { stem } of termsIn(text, "en")) count.set(stem, (count.get(stem) ?? 0) + 1);
      return count;
    });
    const frequency = new Map<string, number>();
    for (const stem of counts.flatMap((count) => [...count.keys()])) {
      frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
    }
    const idf = (stem: string) =>
      Math.log((1 + documents.length) / (1 + (frequency.get(stem) ?? 0))) + 1;
    this.#vectors = counts.map((count) => unit(count, idf));
  }

  /** The cosine of two documents, by their places in the list. */
  cosine(a: number, b: number): number {
    let dot = 0;
    const other = this.#vectors[b];
    for (const [stem, weight] of this.#vectors[a]) dot += weight * (other.get(stem) ?? 0);
    return dot;
  }
}

function unit(count: Map<string, number>, idf: (stem: string) => number): Map<string, number> {
  const weighted = [...count].map(([stem, times]) => [stem, times * idf(stem)] as const);
  const norm = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
  return new Map(weighted.map(([stem, weight]) => [stem, weight / norm]));
}
