import { assert, assertEquals } from "@std/assert";
import { pictureOf, pngOf } from "@/lib/extract/testing/picture_fixture.ts";
import { grainy, pageOf, SCANNED, scanOf } from "@/lib/extract/testing/scan_fixture.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import { rounds } from "@/testing/thorough.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const SCANS = rounds(2, 5);
const TEXTS = 12;
/** The machine may be busy; each scan takes a second or more. In milliseconds. */
const PATIENCE = 300_000;

serverTest(
  "a server reads scans beside other files",
  { env: { WORKERS: "2" } },
  async (server, step) => {
    const page = await pageOf(SCANNED.slice(0, 3));
    const scan = (index: number) => new File([scanOf(page).slice()], `scan${index}.pdf`);
    const scans = Array.from({ length: SCANS }, (_, index) => scan(index));
    const noise = await pngOf(
      grainy(pictureOf(rounds(400, 1240), rounds(300, 1754), () => 128), 255),
    );
    const huge = await pngOf(page, { claimed: [100_000, 100_000] });
    const bad = [new File([noise], "noise.png"), new File([huge], "huge.png")];
    const caller = await ApiClient.identify(server.url, { user: "ann" });
    let batch_id = "";

    await step("text files end while scans wait, and each bad one ends alone", async () => {
      await using stream = await caller.stream();
      batch_id = (await caller.accepted([...scans, ...bad, ...textResumes(TEXTS)])).batch_id;
      const asked = watchHealth(server.url);
      const events = await stream.until((event) => endsRun(event, batch_id), PATIENCE);
      assertEquals(await asked.stop(), []);
      const ends = events.filter(({ data }) => ["done", "failed"].includes(String(data.state)));
      const lastText = ends.findLastIndex(({ data }) => /[.]txt$/.test(String(data.name)));
      const scanEnds = ends.flatMap(({ data }, at) => /^scan/.test(String(data.name)) ? [at] : []);
      assertEquals([ends.length, scanEnds.length], [SCANS + bad.length + TEXTS, SCANS]);
      assert(lastText < scanEnds.at(-1)!, ends.map(({ data }) => data.name).join());
      const failed = ends.filter(({ data }) => data.state === "failed").map(({ data }) => data);
      assertEquals(failed.map(({ name }) => name).toSorted(), ["huge.png", "noise.png"]);
      assert(failed.every(({ reason }) => /\b(?:upload|save) /.test(String(reason))));
    });

    await step("a result says that OCR read it", async () => {
      const path = caller.batchPath(batch_id, "/results");
      const { results } = await (await caller.fetch(path)).json();
      const result = results.find(({ name }: { name: string }) => name === "scan0.pdf");
      assertEquals(result.candidate.email, "mara.lindqvist@example.com");
      assertEquals(result.warnings[0], {
        code: "read_by_ocr",
        message: "Read by OCR: check the text",
      });
    });
  },
);

/** Asks again and again whether the server lives, and gathers what was no yes. */
function watchHealth(url: string): { stop(): Promise<string[]> } {
  let stopped = false;
  const asking = (async () => {
    const wrong: string[] = [];
    while (!stopped) {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) })
        .catch((error) => error as Error);
      if (response instanceof Error) wrong.push(String(response));
      else {
        if (!response.ok) wrong.push(String(response.status));
        await response.body?.cancel();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    return wrong;
  })();
  return {
    stop() {
      stopped = true;
      return asking;
    },
  };
}
