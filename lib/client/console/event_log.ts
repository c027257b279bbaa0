/** One line of the console's log. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  at: number;
  /** Where it comes from: over the stream, over the WebSocket, or what this page has to say. */
  source: "stream" | "websocket" | "console";
  type: string;
  id: string;
  /** JSON, but for events that hold something else, and messages. */
  data: string;
  /** From the POST of this console's update to its event, in ms; null for other events. */
  latencyMs: number | null;
}

/** The entries that hold each word of `words` somewhere; all of them where it has none. */
export function matching<Entry extends LogEntry>(
  entries: readonly Entry[],
  words: string,
): readonly Entry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return entries;
  return entries.filter(({ source, type, id, data }) => {
    const text = [source, type, id, data].join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The entries as newline-delimited JSON, oldest first; data that is JSON stands there as such. */
export function toNdjson(entries: readonly LogEntry[]): string {
  const lines = entries.toReversed().map(({ at, source, type, id, data, latencyMs }) =>
    JSON.stringify({
      at: new Date(at).toISOString(),
      source,
      event: type,
      ...(id && { id }),
      data: parsed(data),
      ...(latencyMs !== null && { latency_ms: latencyMs }),
    }) + "\n"
  );
  return lines.join("");
}

/** `data` with line breaks and indents where it is JSON; else as it is. */
export function pretty(data: string): string {
  const value = parsed(data);
  return value === data ? data : JSON.stringify(value, null, 2);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
