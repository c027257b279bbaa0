import { assertEquals, assertThrows } from "@std/assert";
import { readStreamRequest } from "@/lib/api/stream/stream_request.ts";

const ID = "d4966afab971ad3f.7";
const read = (query: string, lastEventId?: string) =>
  readStreamRequest(
    new Request(`http://localhost/stream${query}`, {
      headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
    }),
  );

const starts: [query: string, header: string | undefined, id: string | null, start: string][] = [
  ["", undefined, null, "now"],
  ["?from=now", undefined, null, "now"],
  ["?from=earliest", undefined, null, "earliest"],
  [`?from=${ID}`, undefined, ID, "now"],
  [`?last_event_id=x`, undefined, "x", "now"],
  [`?last_event_id=x&from=${ID}`, undefined, "x", "now"],
  ["?from=earliest&last_event_id=x", "y", "y", "earliest"],
  [`?from=${ID}`, "y", "y", "now"],
  [`?from=${ID}`, "", ID, "now"],
  ["", "y", "y", "now"],
];

for (const [query, header, id, start] of starts) {
  Deno.test(`readStreamRequest of "${query}" and ${header ?? "no header"} begins at ${id ?? start}`, () => {
    const asked = read(query, header);
    assertEquals([asked.lastEventId || null, asked.start, asked.filter], [id, start, null]);
  });
}

Deno.test("readStreamRequest reads filters", () => {
  const keys = ["?batch_id=b1", "?events=file", "?events=file,progress&batch_id=b1"]
    .map((query) => read(query).filter?.key);
  assertEquals(keys, ["b1 *", "* file", "b1 file,progress"]);
});

for (const query of ["from=", "from=x.1", "batch_id=a/b", "events=", "events=closing"]) {
  Deno.test(`readStreamRequest refuses "${query}"`, () => {
    assertThrows(() => read(`?${query}`));
  });
}
