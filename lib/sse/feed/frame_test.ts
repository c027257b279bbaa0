import { concat } from "@/lib/bytes.ts";
import { assertEquals } from "@std/assert";
import { createParser } from "eventsource-parser";
import type { LogEvent } from "@/lib/progress/log.ts";
import { eventText, frameOf, messageText, retryText } from "@/lib/sse/feed/frame.ts";

function eventOf(data: unknown): LogEvent {
  const bytes = new TextEncoder().encode(JSON.stringify(data));
  return { type: "progress", data: bytes, nonce: "", at: 0, seq: 7 };
}

/** Texts that have broken event streams elsewhere. */
const texts: Record<string, string> = {
  "line breaks of every kind": "a\nb\rc\r\nd\n\ne\u2028f\u2029g\u0085h",
  "what looks like fields": "data: x\n\nid: 5\nevent: closing\nretry: 1\n: y",
  "NUL and control characters": "\u0000\u0001\u001b\u007f",
  "leading and trailing spaces": "  a  ",
  "a byte order mark": "\ufeffa",
  "lone surrogates": "\ud800 a \udfff",
  "emoji and CJK": "👩‍👩‍👧 世界 Grüße",
  "48 KiB of CJK": "界".repeat(16_000),
  "nothing": "",
};

for (const [name, text] of Object.entries(texts)) {
  Deno.test(`frameOf brings ${name} through a client's parser, however it is cut`, () => {
    const frame = frameOf("e", eventOf({ text, [text]: 1 }));
    const bytes = concat(frame.parts);
    assertEquals(frame.size, bytes.length);
    for (const size of [bytes.length, 1000, 1]) {
      if (size === 1 && bytes.length > 1000) continue;
      const events: unknown[] = [];
      // Deno 2.9.6 drops a byte order mark that comes byte by byte from anywhere in a stream.
      const stream = new TextDecoder("utf-8", { ignoreBOM: true });
      const parser = createParser({ onEvent: (event) => events.push(event) });
      for (let at = 0; at < bytes.length; at += size) {
        parser.feed(stream.decode(bytes.subarray(at, at + size), { stream: true }));
      }
      const data = JSON.stringify({ text, [text]: 1 });
      assertEquals(events, [{ id: "e.7", event: "progress", data }]);
    }
  });

  Deno.test(`frameOf gives WebSockets ${name} as it was`, () => {
    const message = JSON.parse(frameOf("e", eventOf({ text })).text());
    assertEquals(message, { event: "progress", id: "e.7", data: { text } });
  });
}

Deno.test("eventText leaves out an id that there is none of", () => {
  assertEquals(
    eventText("closing", null, { retry_ms: 1 }),
    'event: closing\ndata: {"retry_ms":1}\n\n',
  );
  assertEquals(eventText("closing", "e.0", { retry_ms: 1 }).split("\n", 2), [
    "id: e.0",
    "event: closing",
  ]);
  assertEquals(messageText("closing", null, "{}"), '{"event":"closing","id":null,"data":{}}');
});

Deno.test("retryText makes no event", () => {
  const seen: unknown[] = [];
  const parser = createParser({
    onEvent: (event) => seen.push(event),
    onRetry: (retry) => seen.push(retry),
  });
  parser.feed(retryText(1234.5));
  assertEquals(seen, [1235]);
});
