import { assert } from "@std/assert";
import fc from "fast-check";
import { openapiDocument } from "@/lib/api/openapi/document.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { checkAnswer } from "@/tests/e2e/_contract.ts";
import { type GeneratedRequest, requests } from "@/testing/generated/generated_requests.ts";
import { sendGenerated } from "@/testing/generated/generated_sending.ts";
import { textResumes } from "@/testing/resumes.ts";
import { rounds } from "@/testing/thorough.ts";

const REQUESTS = rounds(80, 2000);
const SEED = 20_251_125;
/** Who is never answered hangs; a slow machine may take long. In milliseconds. */
const PATIENCE_MS = 30_000;

Deno.test(`${REQUESTS} requests generated from the document: each is answered as it says, none by a 5xx`, async () => {
  await using server = await ServerProcess.start({ env: { LOG_LEVEL: "warn" } });
  const batches = await someBatches(server.url);
  const known = (method: string, name: string) => {
    // Were Ann or her batches deleted, nothing would be left to ask for.
    if (name === "id" || name === "batch_id") return method === "DELETE" ? [] : batches;
    return name === "user_id" ? method === "DELETE" ? ["zoe"] : ["ann", "ann", "me"] : [];
  };
  const statuses: Record<number, number> = {};
  const property = fc.asyncProperty(requests(openapiDocument(), known), async (request) => {
    const status = await ask(server.url, request);
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  await fc.assert(property, { numRuns: REQUESTS, seed: SEED });
  console.log(JSON.stringify(statuses));
  assert(!/"level":"ERROR"/.test(server.log), server.log.match(/.*"level":"ERROR".*/)?.[0]);
});

/** Batches of Ann's: one that ends, and one that stays open. */
async function someBatches(url: string): Promise<string[]> {
  const caller = await ApiClient.identify(url, { user: "ann" });
  const batches: string[] = [];
  for (const expected_files of [1, 5]) {
    const uploaded = await caller.accepted(textResumes(1), { fields: { expected_files } });
    batches.push(uploaded.batch_id);
  }
  return batches;
}

async function ask(base: string, request: GeneratedRequest): Promise<number> {
  const answer = await sendGenerated(base, request, AbortSignal.timeout(PATIENCE_MS));
  const { status } = answer;
  try {
    assert(status < 500, `${status}: ${status === 200 || await answer.clone().text()}`);
    await checkAnswer(request.method, base + request.path, answer);
  } finally {
    await (answer.bodyUsed ? null : answer.body?.cancel());
  }
  return status;
}
