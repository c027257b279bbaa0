import { type Attributes, context, propagation, SpanStatusCode, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("resume-screener");

/**
 * The active span as a `traceparent` (W3C Trace Context), by which work done later, perhaps by another
 * process, belongs to the same trace. Undefined where nothing is traced: without OTEL_DENO=true.
 */
export function currentTrace(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** What a span is told: ids and numbers, never names or text of a resume. */
export interface SpanOptions {
  attributes?: Attributes;
  /** A `traceparent`; by default the span that is active. */
  parent?: string;
}

/** Does `work` within a span, which is the active one meanwhile. An error is told by its name alone. */
export function traced<T>(
  name: string,
  { attributes, parent }: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  const active = context.active();
  const from = parent ? propagation.extract(active, { traceparent: parent }) : active;
  return tracer.startActiveSpan(name, { attributes }, from, async (span) => {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.name : "unknown";
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}
