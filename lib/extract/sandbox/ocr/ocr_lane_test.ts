import { assert, assertEquals, assertRejects } from "@std/assert";
import { encodePgm } from "@/lib/extract/document/grey_picture.ts";
import { OcrLane } from "@/lib/extract/sandbox/ocr/ocr_lane.ts";
import { pageOf } from "@/lib/extract/testing/scan_fixture.ts";
import { until } from "@/testing/until.ts";

const PAGE = encodePgm(await pageOf(["Senior Software Engineer", "Skills: Python and Kubernetes"]));
const PATIENCE = 240_000;

function laneOf(options: { languages?: string[]; idleMs?: number } = {}): OcrLane {
  const usual = { languages: ["eng"], places: 2, timeoutMs: PATIENCE };
  return new OcrLane({ ...usual, mode: () => "process", ...options });
}

Deno.test("OcrLane runs a sandbox while there are pages, starts another for the next, and stops between pages when it is told to", async () => {
  await using lane = laneOf({ idleMs: 1 });
  assertEquals(lane.isRunning, false);
  const stop = new AbortController();
  const draw = (page: number) => {
    if (page === 1) stop.abort(new Error("stopped"));
    return Promise.resolve(PAGE);
  };
  await assertRejects(() => lane.read([0, 1], draw, stop.signal), Error, "stopped");
  await until("its sandbox to end", () => !lane.isRunning);
  assert((await lane.read([0], draw)).includes("Engineer"));
  await until("its sandbox to end", () => !lane.isRunning);
});

Deno.test("OcrLane takes its place back from a document whose page can't be drawn", async () => {
  await using lane = laneOf();
  for (let round = 0; round < 5; round++) {
    await assertRejects(
      () => lane.read([0], () => Promise.reject(new Error("drawn"))),
      Error,
      "drawn",
    );
  }
  lane.check();
  assertEquals(lane.isRunning, false);
});

Deno.test("OcrLane says which language it lacks", async () => {
  await using lane = laneOf({ languages: ["tlh"] });
  const read = () => lane.read([0], () => Promise.resolve(PAGE));
  const error = await assertRejects(read);
  assert(String((error as Error).cause).includes('"tlh"'));
});
