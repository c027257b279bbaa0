import { type AttributeValue, type Span, trace } from "@opentelemetry/api";
import { redactAddress } from "@/lib/telemetry/redact_address.ts";

/**
 * Keeps secrets out of the spans that Deno makes of each request (with OTEL_DENO=true): addresses are
 * told without the tokens of links, and without queries, in which a sign-in's code comes and the names
 * that people search for.
 *
 * An attribute of a span of Deno's can't be replaced: what is set again is sent twice. So what sets them
 * is replaced, once and for all spans. Called before anything is served; without tracing it does nothing.
 */
export function guardSpans(): void {
  // Never ended, so it is never sent.
  const span = trace.getTracer("resume-screener").startSpan("guard");
  if (!span.isRecording()) return;
  const spans: Span = Object.getPrototypeOf(span);
  const { setAttribute } = spans;
  spans.setAttribute = function (this: Span, key, value) {
    return setAttribute.call(this, key, shown(key, value));
  };
}

function shown(key: string, value: AttributeValue): AttributeValue {
  if (key === "url.query") return "";
  if (key !== "url.full" && key !== "url.path") return value;
  return redactAddress(String(value).replace(/[?#].*/s, ""));
}
