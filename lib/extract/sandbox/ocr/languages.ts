import { existsSync } from "node:fs";

/** The model that is read, of those in an npm package: integers, the best of the fast. */
const MODEL = "4.0.0_best_int";

/**
 * Where a language's model lies, as `deno install` has put it.
 * @param code as Tesseract has it, such as "eng" or "chi_sim"
 * @returns null where its package is not installed
 */
export function modelUrl(code: string): URL | null {
  const name = `@tesseract.js-data/${code}`;
  try {
    const url = new URL(import.meta.resolve(`${name}/${MODEL}/${code}.traineddata.gz`));
    return url.protocol === "file:" && existsSync(url) ? url : null;
  } catch {
    // It is not among the imports of deno.json.
    return null;
  }
}

/** The languages' models by their codes. */
export async function readModels(
  languages: readonly string[],
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const read = languages.map(async (code) => {
    const url = modelUrl(code);
    if (url === null) throw new Error(`Cannot read "${code}": its language data is not installed`);
    return [code, await Deno.readFile(url)] as const;
  });
  return new Map(await Promise.all(read));
}
