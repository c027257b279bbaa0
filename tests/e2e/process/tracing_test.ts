import { assert, assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { type CollectedSpan, OtlpCollector } from "@/testing/outside/otlp_collector.ts";
import { textResume } from "@/testing/resumes.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";

const STEPS = ["read and score", "tell of the end", "write the result"];

Deno.test("each file is traced from its request over its job to its last event", async () => {
  await using collector = new OtlpCollector();
  await using server = await ServerProcess.start({ env: collector.env });
  const client = new ApiClient(server.url, "ann");
  const files = ["Mara Lindqvist", "Noor Vos"].map((name) => textResume(name, 2015, "TypeScript"));
  const batch = await ServedBatch.upload(client, files);
  await batch.end();
  const { files: read } = await batch.read();
  const jobOf = (file: string) =>
    collector.spans.find((span) =>
      span.name === "job screen" && attribute(span, "job.id") === file
    );
  await until("the spans to come", () => read.every(({ file_id }) => jobOf(file_id)));

  const request = collector.spans.find(({ attributes }) =>
    attributes.some(({ value }) => /\/resumes\/upload$/.test(String(value.stringValue)))
  );
  assert(request, "the span of the upload");
  for (const { file_id } of read) {
    const job = jobOf(file_id)!;
    assertEquals(job.traceId, request.traceId);
    assertEquals(attribute(job, "job.batch_id"), batch.id);
    const steps = collector.spans.filter((span) => span.parentSpanId === job.spanId);
    assertEquals(steps.map(({ name }) => name).toSorted(), STEPS);
    assertEquals(steps.every((span) => span.traceId === job.traceId), true);
  }
  assertEquals(/lindqvist|noor|mara/i.test(collector.text), false, "names stay out of telemetry");
});

Deno.test("nothing is traced, and jobs remember no request, without OTEL_DENO", async () => {
  await using collector = new OtlpCollector();
  const env = { ...collector.env, OTEL_DENO: "false" };
  await using server = await ServerProcess.start({ env });
  const client = new ApiClient(server.url, "ann");
  await (await ServedBatch.upload(client, [textResume("Noor Vos", 2015, "SQL")])).end();
  assertEquals(collector.text, "");
});

function attribute({ attributes }: CollectedSpan, key: string): unknown {
  return attributes.find((attribute) => attribute.key === key)?.value.stringValue;
}
