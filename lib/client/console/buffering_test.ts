import { assertEquals, assertStringIncludes } from "@std/assert";
import { type BufferingVerdict, judgeBuffering } from "@/lib/client/console/buffering.ts";
import type { StreamTiming } from "@/lib/client/console/raw_stream.ts";

const asked: StreamTiming = {
  askedAt: 1_000,
  status: null,
  headersAt: null,
  firstByteAt: null,
  firstEventAt: null,
  lastByteAt: null,
  bytes: 0,
  encoding: null,
};
const open = { ...asked, firstByteAt: 1_020, firstEventAt: 1_025 };

Deno.test("judgeBuffering tells a stream that is held back", () => {
  const cases: [StreamTiming | null, number | null, number, BufferingVerdict["kind"], string][] = [
    [null, null, 0, "unknown", "Not known"],
    [asked, null, 1_900, "unknown", "first byte"],
    [asked, null, 5_200, "buffered", "no byte in 4.2 s"],
    [{ ...open, firstEventAt: null }, null, 1_900, "unknown", "first event"],
    [{ ...open, firstEventAt: null }, null, 4_020, "buffered", "no event in the 3.0 s since"],
    [{ ...open, firstEventAt: 3_020 }, null, 9_000, "buffered", "first event 2.0 s later"],
    [{ ...open, firstByteAt: 6_000, firstEventAt: 6_000 }, null, 9_000, "buffered", "5.0 s"],
    [open, 2_500, 9_000, "buffered", "your last update took 2.5 s"],
    [open, 12, 9_000, "direct", "first byte after 20 ms, first event 5.0 ms later"],
    [{ ...open, encoding: "gzip" }, null, 9_000, "direct", "(gzip)"],
  ];
  for (const [timing, latency, now, kind, text] of cases) {
    const verdict = judgeBuffering(timing, latency, now);
    assertEquals(verdict.kind, kind, verdict.text);
    assertStringIncludes(verdict.text, text);
  }
});
