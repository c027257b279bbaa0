import { assertEquals } from "@std/assert";
import { type LogEntry, matching, pretty, toNdjson } from "@/lib/client/console/event_log.ts";

const rest = { id: "", latencyMs: null };
/** Newest first. */
const ENTRIES: LogEntry[] = [
  {
    ...rest,
    source: "websocket",
    type: "progress",
    data: '{"completed":2}',
    at: 2,
    latencyMs: 4,
  },
  { ...rest, source: "console", type: "error", data: "Not found", at: 1 },
  { ...rest, source: "stream", type: "progress", id: "e.1", data: '{"completed":1}', at: 0 },
];

Deno.test("matching finds entries by source, type, id and data, all words of them", () => {
  const found = (words: string) => matching(ENTRIES, words).map(({ at }) => at);
  assertEquals(found(" "), [2, 1, 0]);
  assertEquals(found("PROGRESS"), [2, 0]);
  assertEquals(found("progress websocket"), [2]);
  assertEquals(found("e.1"), [0]);
  assertEquals(found("not found"), [1]);
  assertEquals(found("cancelled"), []);
});

Deno.test("toNdjson writes a JSON object a line, oldest first", () => {
  assertEquals(
    toNdjson(ENTRIES),
    '{"at":"1970-01-01T00:00:00.000Z","source":"stream","event":"progress","id":"e.1","data":{"completed":1}}\n' +
      '{"at":"1970-01-01T00:00:00.001Z","source":"console","event":"error","data":"Not found"}\n' +
      '{"at":"1970-01-01T00:00:00.002Z","source":"websocket","event":"progress","data":{"completed":2},"latency_ms":4}\n',
  );
  assertEquals(toNdjson([]), "");
});

Deno.test("pretty indents JSON and leaves other text", () => {
  assertEquals(pretty('{"a":[1]}'), '{\n  "a": [\n    1\n  ]\n}');
  assertEquals(pretty("Not found"), "Not found");
});
