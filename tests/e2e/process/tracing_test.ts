import { assert, assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { OPEN_ID_CLIENT, OpenIdProvider, Visitor } from "@/testing/outside/open_id_provider.ts";
import { type CollectedSpan, OtlpCollector } from "@/testing/outside/otlp_collector.ts";
import { textResume } from "@/testing/resumes.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { freePort, ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";

const STEPS = ["read and score", "write the result"];

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

Deno.test("spans and logs hold no link's token, no sign-in's code and no query", async () => {
  const port = freePort();
  await using collector = new OtlpCollector();
  await using server = await ServerProcess.start({
    env: {
      ...collector.env,
      AUTH_MODE: "session",
      AUTH_SECRET: "only-for-tests-only-for-tests-only",
      OIDC_ISSUER: `http://127.0.0.1:${port}`,
      OIDC_CLIENT_ID: OPEN_ID_CLIENT.id,
      OIDC_CLIENT_SECRET: OPEN_ID_CLIENT.secret,
    },
  });
  await using _provider = await OpenIdProvider.start(port, server.url);
  const ann = new Visitor();
  const ask = async (path: string, init?: RequestInit) => {
    const response = await ann.ask(new URL(path, server.url).href, init);
    return { status: response.status, text: await response.text() };
  };

  await (await ann.goTo(server.url, "ann")).body?.cancel();
  const back = new URL(ann.asked.find((url) => url.includes("/sign-in/callback?"))!);
  assertEquals((await ask(back.pathname + back.search)).status, 400, "a code holds once");
  const body = new FormData();
  body.append("job_description", "TypeScript");
  body.append("files", textResume("Mara Lindqvist", 2015, "TypeScript"));
  const uploaded = await ask("/api/v1/resumes/upload", { method: "POST", body });
  const shares = `/api/v1/resumes/batches/${JSON.parse(uploaded.text).batch_id}/shares`;
  const asked = JSON.stringify({ expires_in_hours: 1, blind: false, may_decide: true });
  const share = JSON.parse((await ask(shares, { method: "POST", body: asked })).text);
  const token = new URL(share.url).pathname.split("/").at(-1)!;
  const stranger = "x".repeat(43);
  const statuses = [
    await ask(share.url),
    await ask(share.url, { method: "POST" }),
    await ask(`/SHARED/${token}`),
    await ask(`/shared/${stranger}`),
    await ask(`/api/v1/shared/${token}/batch?token=${token}`),
    await ask(`${shares}/${share.share_id}`, { method: "DELETE", headers: { origin: server.url } }),
    await ask(share.url),
    await ask("/batches?q=Lindqvist"),
  ].map(({ status }) => status);
  assertEquals(statuses, [200, 405, 404, 404, 404, 200, 410, 200]);
  await ask("/healthz");
  const told = (path: string) =>
    collector.spans.filter((span) => attribute(span, "url.path") === path).length;
  await until("the spans to come", () => told("/healthz") > 0 && told("/shared/[redacted]") >= 4);

  const secrets = [token, stranger, "Lindqvist"];
  for (const name of ["code", "state"]) secrets.push(back.searchParams.get(name)!);
  for (const secret of secrets) {
    assertEquals(collector.text.includes(secret), false, "in what was sent");
    assertEquals(server.log.includes(secret), false, "in the log");
  }
});

function attribute({ attributes }: CollectedSpan, key: string): unknown {
  return attributes.find((attribute) => attribute.key === key)?.value.stringValue;
}
