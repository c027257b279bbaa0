/** A span, as far as tests look at it. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** Receives OTLP over HTTP as JSON, as a collector does, and keeps the spans. */
export class OtlpCollector implements AsyncDisposable {
  readonly spans: CollectedSpan[] = [];
  /** All that came, as it came. */
  text = "";
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor() {
    const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
    this.#server = Deno.serve(options, async (req) => {
      const text = await req.text();
      this.text += text;
      if (new URL(req.url).pathname === "/v1/traces") this.#keep(JSON.parse(text));
      return Response.json({});
    });
  }

  /** What has a Deno process send its telemetry here, soon. */
  get env(): Record<string, string> {
    return {
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${this.#server.addr.port}`,
      OTEL_BSP_SCHEDULE_DELAY: "100",
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  #keep(traces: { resourceSpans: { scopeSpans: { spans: CollectedSpan[] }[] }[] }): void {
    for (const { scopeSpans } of traces.resourceSpans) {
      for (const { spans } of scopeSpans) this.spans.push(...spans);
    }
  }
}
