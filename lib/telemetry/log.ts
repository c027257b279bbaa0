import {
  configureSync,
  getJsonLinesFormatter,
  getLogger,
  type Logger,
  type LogRecord,
  type Sink,
} from "@logtape/logtape";
import { getPrettyFormatter } from "@logtape/pretty";
import { redact } from "@/lib/telemetry/redact.ts";

const ROOT = "resume-screener";

/** The logger of one part of the program, such as "http". Silent until `configureLogs`. */
export function logger(category: string): Logger {
  return getLogger([ROOT, category]);
}

/**
 * Sends log records of `logLevel` and up to `write` (standard output): as JSON lines, or laid out for
 * people where that is a terminal. Whatever looks like a secret or a document is taken out on the way:
 * see `redact`.
 */
export function configureLogs(
  settings: { logLevel: "trace" | "debug" | "info" | "warning" | "error" | "fatal" },
  write: (line: string) => void = console.log,
  isTerminal = Deno.stdout.isTerminal(),
): void {
  const format = isTerminal
    ? getPrettyFormatter({ properties: true, icons: false, timestamp: "time" })
    : getJsonLinesFormatter({ properties: "flatten" });
  const lines: Sink = (record) => write(format(withoutSecrets(record)).trimEnd());
  configureSync({
    reset: true,
    sinks: { lines },
    loggers: [
      { category: ROOT, lowestLevel: settings.logLevel, sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["lines"] },
    ],
  });
}

function withoutSecrets(record: LogRecord): LogRecord {
  return {
    ...record,
    message: record.message.map((part) => redact(part)),
    properties: Object.fromEntries(
      Object.entries(record.properties).map(([key, value]) => [key, redact(value, key)]),
    ),
  };
}
