import { assertEquals } from "@std/assert";
import { EventFilter, type Wanted } from "@/lib/sse/feed/event_filter.ts";
import type { LogEventName } from "@/lib/wire/stream_events.ts";

const frames = (["progress", "file"] as const).flatMap((type: LogEventName) =>
  ["a", "b", null].map((batch) => ({ type, batch: () => batch }))
);

const cases: [wanted: Wanted, admitted: string][] = [
  [{}, "progress a,progress b,progress null,file a,file b,file null"],
  [{ batch: "a" }, "progress a,file a"],
  [{ events: ["file"] }, "file a,file b,file null"],
  [{ batch: "b", events: ["progress"] }, "progress b"],
  [{ batch: "c" }, ""],
  [{ events: ["decision"] }, ""],
  [{ events: [] }, ""],
];

for (const [wanted, admitted] of cases) {
  Deno.test(`EventFilter of ${JSON.stringify(wanted)} admits "${admitted}"`, () => {
    const filter = new EventFilter(wanted);
    const names = frames.filter((frame) => filter.admits(frame))
      .map(({ type, batch }) => `${type} ${batch()}`);
    assertEquals(names.join(), admitted);
  });
}

Deno.test("EventFilter has one key for one meaning, and another for another", () => {
  const key = (wanted: Wanted) => new EventFilter(wanted).key;
  assertEquals(
    key({ events: ["file", "progress"] }),
    key({ events: ["progress", "file", "file"] }),
  );
  assertEquals(new Set(cases.map(([wanted]) => key(wanted))).size, cases.length);
});
