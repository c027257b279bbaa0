import { assert, assertEquals } from "@std/assert";
import { LatencyMeter } from "@/lib/client/console/latency_meter.ts";

Deno.test("LatencyMeter times each own mark once", () => {
  const meter = new LatencyMeter();
  const marks = [meter.start(), meter.start()];
  assert((meter.end(marks[0]) ?? -1) >= 0);
  assertEquals(meter.end(marks[0]), null);
  assertEquals(meter.end("another console's"), null);
  assertEquals(meter.end(undefined), null);
  assert((meter.end(marks[1]) ?? -1) >= 0);
  assertEquals(meter.summary.value?.count, 2);
  assertEquals(meter.summary.value?.recent.length, 2);
  for (let i = 0; i < 100; i++) meter.end(meter.start());
  assertEquals(meter.summary.value?.recent.length, 60);
  assertEquals(meter.summary.value?.recent.at(-1), meter.summary.value?.last);
});
