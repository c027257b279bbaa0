import { join } from "node:path";

/** Each kind may be found thousands of times; so many of its inputs are kept. */
const KEPT = 20;

/** What fuzzing finds: counted by kind, with the first inputs of each kept in a folder. */
export class Findings {
  readonly #folder: string;
  readonly #counts = new Map<string, number>();

  /** The folder is made at the first finding. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Counts a finding of this kind, which is a word or two; `input` is what it takes to see it again. */
  async add(kind: string, said: string, input: Uint8Array | string): Promise<void> {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > KEPT) return;
    await Deno.mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, `${kind.replace(/\W+/g, "_")}-${count}`);
    const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
    await Deno.writeFile(path, bytes);
    await Deno.writeTextFile(`${path}.txt`, `${said}\n`);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How often each kind was found. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
