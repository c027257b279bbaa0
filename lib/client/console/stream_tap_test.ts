import { assertEquals } from "@std/assert";
import { startAt } from "@/lib/client/console/stream_tap.ts";

Deno.test("startAt says where to begin, unless the stream resumes or begins now", () => {
  const cases: [url: string, from: string, wanted: string][] = [
    ["/stream/me", "now", "/stream/me"],
    ["/stream/me", "earliest", "/stream/me?from=earliest"],
    ["/stream/me?x=1", "a.1", "/stream/me?x=1&from=a.1"],
    ["/stream/me?last_event_id=a.2", "earliest", "/stream/me?last_event_id=a.2"],
  ];
  for (const [url, from, wanted] of cases) assertEquals(startAt(url, from), wanted);
});
