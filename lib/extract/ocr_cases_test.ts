import { assert } from "@std/assert";
import { existsSync } from "node:fs";
import { Extractor } from "@/lib/extract/extractor.ts";
import { isThorough } from "@/testing/thorough.ts";
import { scanFigures, scansIn } from "@/lib/extract/testing/ocr_figures.ts";

const SCANS = new URL("../../../shared/cases/scans", import.meta.url).pathname;
/** The machine may be busy; how long a page takes is said by `deno task eval`. In milliseconds. */
const PATIENCE = 300_000;
const LEAST = 0.93;

Deno.test({
  name: `Extractor reads the words of scans (F1 ${LEAST} or more; needs ${SCANS})`,
  ignore: !existsSync(SCANS),
  async fn() {
    const ocr = { timeoutMs: PATIENCE };
    await using extractor = new Extractor({ size: 1, timeoutMs: PATIENCE, ocr });
    const scans = await scansIn(SCANS);
    // The smallest is read in half the time.
    const few = scans.toSorted((one, other) => one.bytes.length - other.bytes.length).slice(0, 1);
    const figures = await scanFigures(extractor, isThorough() ? scans : few);
    for (const { name, words } of figures) assert(words >= LEAST, `${name}: ${words}`);
    assert(figures.length > 0);
  },
});
