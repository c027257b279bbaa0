import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { assertProblem } from "@/testing/problem.ts";
import { textResume } from "@/testing/resumes.ts";
import type { UploadAnswer } from "@/lib/wire/upload.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const PEOPLE = ["Mara Okonkwo", "Jürgen Weiß", "Aiko Tanaka"];
/** Whatever of them must be nowhere. */
const TELLING =
  /okonkwo|mara\b|j(?:ü|ue|u)rgen|wei(?:ß|ss)|aiko|tanaka|@example\.com|555[ -]?01|1988|she\/her|leeds/i;

function resumes(): File[] {
  return PEOPLE.map((name, i) => {
    const plain = textResume(name, 2010 + i, "TypeScript, SQL");
    const more = `\nDate of birth: 1${i} March 1988\nPronouns: she/her\n` +
      `+44 20 7946 555 01${i}\nEducation\nBSc Computing, University of Leeds, 2009\n` +
      `${name.toUpperCase()} built TypeScript services\n`;
    return new File([plain, more], plain.name);
  });
}

async function uploadBlind(caller: ApiClient): Promise<UploadAnswer> {
  const form = new FormData();
  form.append("user_id", "local");
  form.append("job_description", "Engineer\n\nMust have:\n- TypeScript\n- SQL\n");
  form.append("blind", "true");
  form.append("blind_schools", "true");
  for (const file of [...resumes(), new File(["%PDF-1.7 broken"], "Mara_Okonkwo_2.pdf")]) {
    form.append("files", file);
  }
  const answer = await caller.fetch("/api/v1/resumes/upload", { method: "POST", body: form });
  assertEquals(answer.status, 202);
  return await answer.json();
}

serverTest("a blind batch tells of nobody until that is lifted", {}, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "local" });
  await using stream = await caller.stream();
  const { batch_id: batch, accepted } = await uploadBlind(caller);
  const events = await stream.until((event) => endsRun(event, batch), 60_000);
  const [first] = accepted.map(({ file_id }) => file_id);
  const path = (more = "") => caller.batchPath(batch, more);
  const also = (more: string, query: string) => `${path(more)}&${query}`;
  const read = async (where: string) => {
    const answer = await caller.fetch(where);
    assert(answer.ok, `${where}: ${answer.status}`);
    return answer;
  };
  const made = await caller.call("POST", path("/shares"), {
    ...{ expires_in_hours: 1, blind: false, may_decide: true },
  });
  const share = made.body as unknown as { url: string; share_id: string };

  await step("events bear labels from the first on", () => {
    const told = JSON.stringify(events.map(({ data }) => data));
    assert(!TELLING.test(told), told);
    assertStringIncludes(told, "Candidate 1");
    return Promise.resolve();
  });

  await step("every answer about it is masked", async () => {
    const note = "Mara Okonkwo can start";
    const put = { decision: "hold", note };
    const many = { files: [first], decision: "hold", reason: note };
    const answers = [
      await caller.call("PUT", path(`/files/${first}/decision`), put),
      await caller.call("POST", path("/decisions"), many),
      await caller.call("PUT", path(`/files/${first}/decision`), put),
    ];
    for (const { status, body } of answers) {
      assertEquals(status, 200);
      assert(!TELLING.test(JSON.stringify(body)), JSON.stringify(body));
    }
    const places = [
      path(),
      path("/results"),
      also("/results", "format=csv"),
      also("/results", "format=json"),
      also("/results", "state=failed"),
      also("/results", "q=typescript"),
      "/api/v1/resumes/batches?user_id=local",
      "/api/v1/jobs?user_id=local",
      "/api/v1/sse/progress/status/local",
      ...accepted.flatMap(({ file_id }) => [path(`/files/${file_id}`)]),
      ...accepted.map(({ file_id }) => path(`/files/${file_id}/explanation`)),
      ...["/", "/batches", `/batches/${batch}`, `/batches/${batch}/files/${first}`],
      ...accepted.slice(0, PEOPLE.length).map(({ file_id }) => path(`/files/${file_id}/text`)),
    ];
    for (const place of places) {
      const text = await (await read(place)).text();
      assert(!TELLING.test(text), `${place}: ${TELLING.exec(text)} in ${text}`);
    }
    const found = await (await read(also("/results", "q=okonkwo"))).json();
    assertEquals(found.results, []);
  });

  await step("so is the workbook", async () => {
    const bytes = await (await read(also("/results", "format=xlsx"))).bytes();
    const zip = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
    for (const entry of await zip.getEntries()) {
      if (entry.directory) continue;
      const text = await entry.getData(new TextWriter());
      assert(!TELLING.test(text), entry.filename);
    }
    await zip.close();
  });

  await step("documents are not given, and a share of it is blind too", async () => {
    for (const more of ["document", "pages/1.png", "pages/1.json"]) {
      await assertProblem(await caller.fetch(path(`/files/${first}/${more}`)), 403, "blind");
    }
    const page = await fetch(share.url);
    const cookie = page.headers.get("set-cookie")!.split(";")[0];
    assert(!TELLING.test(await page.text()));
    const shared = (more: string) =>
      fetch(`${server.url}/api/v1/shared/${share.share_id}${more}`, { headers: { cookie } });
    for (const more of ["/batch", "/results", `/files/${first}`, `/files/${first}/text`]) {
      const text = await (await shared(more)).text();
      assert(!TELLING.test(text), `${more}: ${TELLING.exec(text)} in ${text}`);
    }
    await assertProblem(await shared(`/files/${first}/document`), 403, "blind");
  });

  await step("it is lifted once, for all, and told", async () => {
    const lifted = await caller.call("POST", path("/blind/lift"));
    assertEquals([lifted.status, lifted.body?.blind], [200, false]);
    await stream.until(({ event, data }) => event === "batch" && data.change === "blind_lifted");
    assertEquals((await caller.call("POST", path("/blind/lift"))).status, 200);
    const results = await (await read(path("/results"))).text();
    for (const name of PEOPLE) assertStringIncludes(results, name);
    await (await read(path(`/files/${first}/document`))).body?.cancel();
  });
});
