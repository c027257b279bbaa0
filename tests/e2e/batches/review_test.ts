import { assert, assertEquals, assertMatch } from "@std/assert";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { assertProblem } from "@/testing/problem.ts";
import { textResume, textResumes } from "@/testing/resumes.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import type { NewShare } from "@/lib/wire/review/share.ts";
import type { Results } from "@/lib/wire/result.ts";
import { corruptPdf } from "@/tests/e2e/_resumes.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const NAMES = ["Mara Okonkwo", "Ilse Brandt", "Aiko Tanaka", "Tomas Novak"];
const RESUMES = NAMES.map((name, i) => textResume(name, 2010 + i, "TypeScript, SQL"));

/** A link in use: what its page's cookie lets one ask. */
class Visitor {
  readonly #base: string;
  readonly #path: string;
  readonly #headers: Record<string, string>;
  /** What the link's page said. */
  readonly page: { status: number; html: string; headers: Headers };

  private constructor(base: string, path: string, cookie: string, page: Visitor["page"]) {
    this.#base = base;
    this.#path = path;
    this.#headers = { cookie, origin: base };
    this.page = page;
  }

  static async visit(base: string, { url, share_id }: NewShare): Promise<Visitor> {
    const answer = await fetch(url);
    const { status, headers } = answer;
    const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
    const page = { status, headers, html: await answer.text() };
    return new Visitor(base, `/api/v1/shared/${share_id}`, cookie, page);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.#base + this.#path + path, { ...init, headers: this.#headers });
  }

  async json<T>(path: string): Promise<T> {
    const answer = await this.fetch(path);
    assertEquals(answer.status, 200, path);
    return await answer.json();
  }

  decide(file: string, decision: unknown): Promise<Response> {
    const init = { method: "PUT", body: JSON.stringify(decision) };
    return this.fetch(`/files/${file}/decision`, init);
  }
}

serverTest("a batch is decided about, exported, shared, and deleted", {}, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "recruiter" });
  await using stream = await caller.stream();
  const uploaded = await caller.accepted([...RESUMES, corruptPdf()]);
  const batch = uploaded.batch_id;
  const files = uploaded.accepted.map(({ file_id }) => file_id);
  const path = (more: string) => caller.batchPath(batch, more);
  const with_ = (more: string, query: string) => `${path(more)}&${query}`;
  await stream.until((event) => endsRun(event, batch), 60_000);
  const put = (file: string, body: unknown, headers: Record<string, string> = {}) =>
    caller.fetch(path(`/files/${file}/decision`), {
      method: "PUT",
      body: JSON.stringify(body),
      headers,
    });
  const detail = async (file: string) =>
    (await caller.call("GET", path(`/files/${file}`))).body as unknown as FileDetail;

  await step("a decision is put, told, kept and undone", async () => {
    const first = await put(files[0], { decision: "shortlist", note: "=call her" });
    assertEquals([first.status, first.headers.get("etag")], [200, '"1"']);
    await first.body?.cancel();
    const [event] = (await stream.until(({ event }) => event === "decision")).slice(-1);
    assertEquals([event.data.file_id, event.data.decision], [files[0], "shortlist"]);
    const stale = await put(files[0], { decision: "reject" }, { "if-match": '"0"' });
    await assertProblem(stale, 412, "precondition-failed");
    await (await put(files[0], { decision: "reject" }, { "if-match": '"1"' })).body?.cancel();
    await (await put(files[0], { decision: "shortlist", note: "=call her" })).body?.cancel();
    const { decision, history, rank, score, candidate } = await detail(files[0]);
    assertEquals(history.map(({ decision }) => decision), ["shortlist", "reject", "shortlist"]);
    assertEquals([decision?.version, decision?.by, decision?.score], [3, "recruiter", score]);
    assert(rank !== null && candidate?.name === NAMES[0]);
  });

  await step("what can't be decided is refused by its field, its state or its name", async () => {
    const long = await put(files[0], { decision: "hold", note: "x".repeat(60_000) });
    assertEquals(long.status, 422);
    assertEquals((await long.json()).errors.map((it: { field: string }) => it.field), ["note"]);
    await assertProblem(await put("none", { decision: "hold" }), 404, "not-found");
    const other = await ApiClient.identify(server.url, { user: "stranger" });
    const foreign = other.batchPath(batch, `/files/${files[0]}/decision`);
    const body = JSON.stringify({ decision: "hold" });
    await assertProblem(await other.fetch(foreign, { method: "PUT", body }), 404, "not-found");
    for (const more of ["", "/document", "/text"]) {
      const asked = await other.fetch(other.batchPath(batch, `/files/${files[0]}${more}`));
      await assertProblem(asked, 404, "not-found");
    }
  });

  await step("many are decided about at once, each answered", async () => {
    const { status, body } = await caller.call("POST", path("/decisions"), {
      files: [files[1], files[4], "none"],
      decision: "reject",
      reason: "No SQL",
    });
    const answers = body!.decisions as { file_id: string; problem: string | null }[];
    assertEquals([status, answers.map(({ problem }) => problem === null)], [200, [
      true,
      true,
      false,
    ]]);
    assertEquals((await detail(files[4])).state, "failed");
  });

  await step("results are filtered, searched and paged", async () => {
    const ask = async (query: string) =>
      (await caller.call("GET", with_("/results", query))).body as unknown as Results;
    const ids = ({ results }: Results) => results.map(({ file_id }) => file_id);
    assertEquals(ids(await ask("decision=shortlist")), [files[0]]);
    assertEquals(ids(await ask("decision=reject")), [files[1]]);
    const failed = await ask("state=failed");
    assertEquals([ids(failed), failed.files?.map(({ decision }) => decision?.decision)], [
      [],
      ["reject"],
    ]);
    const found = await ask("q=tom%C3%A1s+NOV%C3%81K");
    assertEquals([ids(found), found.results[0].matched_on?.[0].field], [[files[3]], "name"]);
    const first = await ask("limit=3");
    const second = await ask(`limit=3&cursor=${first.next_cursor}`);
    assertEquals([...ids(first), ...ids(second)].toSorted(), files.slice(0, 4).toSorted());
    assertEquals(second.next_cursor, null);
    const wrong = await caller.fetch(with_("/results", "cursor=x"));
    await assertProblem(wrong, 422, "invalid-field");
  });

  await step(
    "exports hold every file, its decision and its requirements, and no formula",
    async () => {
      const csv = await (await caller.fetch(with_("/results", "format=csv"))).text();
      const lines = csv.trimEnd().split("\r\n");
      assertEquals(lines.length, 6);
      assert(lines[0].includes(`"must: PostgreSQL","must: PostgreSQL (evidence)"`), lines[0]);
      assert(csv.includes(`"shortlist","","'=call her"`), csv);
      assertMatch(csv, /"failed",[^\n]*"reject","No SQL"/);
      const xlsx = await caller.fetch(with_("/results", "format=xlsx"));
      assertMatch(xlsx.headers.get("content-disposition")!, /^attachment; filename=".+\.xlsx"/);
      const zip = new ZipReader(new Uint8ArrayReader(await xlsx.bytes()), { useWebWorkers: false });
      const entry = (await zip.getEntries()).find(({ filename }) => /sheet1/.test(filename));
      assert(entry && !entry.directory);
      const sheet = await entry.getData(new TextWriter());
      await zip.close();
      assertEquals([sheet.match(/<row /g)?.length, sheet.includes("<f>")], [6, false]);
      assert(sheet.includes(">=call her<"));
      const json = await caller.fetch(with_("/results", "format=json"));
      assertMatch(json.headers.get("content-disposition")!, /\.json"/);
      assertEquals((await json.json()).results.length, 4);
    },
  );

  await step(
    "a document is an attachment that nothing runs of, and its text can be read",
    async () => {
      const answer = await caller.fetch(path(`/files/${files[0]}/document`));
      const header = (name: string) => answer.headers.get(name);
      assertEquals(await answer.text(), await RESUMES[0].text());
      assertEquals(header("content-type"), "text/plain");
      assertMatch(header("content-disposition")!, /^attachment; filename="Mara_Okonkwo\.txt"/);
      assertMatch(header("content-security-policy")!, /^sandbox/);
      assertEquals(header("x-content-type-options"), "nosniff");
      const text = await caller.fetch(path(`/files/${files[0]}/text`));
      assertMatch(await text.text(), /^Mara Okonkwo\n/);
      await assertProblem(await caller.fetch(path(`/files/${files[4]}/text`)), 404, "not-found");
    },
  );

  await step("a batch is renamed, and found by its title", async () => {
    const { body } = await caller.call("PATCH", path(""), { title: "  Bäcker, Mai " });
    assertEquals(body!.title, "Bäcker, Mai");
    assert(Date.parse(String(body!.expires_at)) > Date.now());
    await stream.until(({ event, data }) => event === "batch" && data.change === "renamed");
    const list = (q: string) =>
      caller.call("GET", `${caller.batchPath("")}&q=${q}`.replace("/?", "?"));
    const batches = (answer: { body: unknown }) => (answer.body as { batches: unknown[] }).batches;
    assertEquals(batches(await list("backer")).length, 1);
    assertEquals(batches(await list("butcher")).length, 0);
    const empty = await caller.fetch(path(""), { method: "PATCH", body: '{"title": " "}' });
    await assertProblem(empty, 422, "invalid-field");
  });

  const share = async (request: Record<string, unknown>) => {
    const body = { expires_in_hours: 2, blind: false, may_decide: false, ...request };
    const answer = await caller.call("POST", path("/shares"), body);
    assertEquals(answer.status, 201);
    return answer.body as unknown as NewShare;
  };

  await step("a blind link shows this batch alone, and nobody's name", async () => {
    const other = await caller.accepted(textResumes(1), { fields: { expected_files: 9 } });
    const [{ file_id: foreign }] = other.accepted;
    const visitor = await Visitor.visit(server.url, await share({ blind: true }));
    const { page } = visitor;
    assertEquals([page.status, page.headers.get("referrer-policy")], [200, "no-referrer"]);
    const attributes = page.headers.get("set-cookie")!.split("; ");
    assertEquals(
      attributes.filter((each) => each === "HttpOnly" || each.startsWith("Path=")).length,
      2,
    );
    assertMatch(
      attributes.find((each) => each.startsWith("Path="))!,
      /^Path=\/api\/v1\/shared\/\w+$/,
    );
    assertMatch(page.headers.get("content-security-policy")!, /script-src[^;]* 'nonce-/);
    assertMatch(page.html, /Candidate 1</);
    for (const more of ["", "/text"]) {
      await assertProblem(await visitor.fetch(`/files/${foreign}${more}`), 404, "not-found");
    }
    const seen = [page.html];
    const id = files[0];
    for (const more of ["/batch", "/results", "/status", `/files/${id}`, `/files/${id}/text`]) {
      const answer = await visitor.fetch(more);
      assertEquals(answer.status, 200, more);
      seen.push(await answer.text());
    }
    seen.push(await (await visitor.fetch("/results?format=csv")).text());
    await using events = await EventReader.of(await visitor.fetch("/stream?from=earliest"));
    const told = await events.until((event) => endsRun(event, batch));
    assertEquals(told[0].data.user_id, "shared");
    seen.push(JSON.stringify(told));
    const elsewhere = `/stream?from=earliest&batch_id=${other.batch_id}`;
    await using same = await EventReader.of(await visitor.fetch(elsewhere));
    seen.push(JSON.stringify(await same.until((event) => endsRun(event, batch))));
    for (const text of seen) {
      assert(
        !/mara|okonkwo|brandt|tanaka|novak|recruiter|@example|berlin/i.test(text),
        text.slice(0, 3000),
      );
      assert(!text.includes(other.batch_id));
    }
    assertEquals((await visitor.json<Results>("/results?q=novak")).results, []);
    await assertProblem(await visitor.fetch(`/files/${id}/document`), 403, "blind");
    await assertProblem(await visitor.decide(id, { decision: "hold" }), 403, "forbidden");
  });

  await step("by a link that may, others decide, live for both", async () => {
    const made = await share({ may_decide: true, label: "Bea" });
    const visitor = await Visitor.visit(server.url, made);
    await using events = await EventReader.of(await visitor.fetch("/stream"));
    const [connected] = await events.until(({ event }) => event === "connected");
    assertEquals((connected.data.progress as { batch_id: string }).batch_id, batch);
    const answer = await visitor.decide(files[2], { decision: "hold", reason: "Ask Bea" });
    assertEquals((await answer.json()).by, "share:Bea");
    const [own] = (await stream.until(({ event }) => event === "decision")).slice(-1);
    assertEquals([own.data.file_id, own.data.by], [files[2], "share:Bea"]);
    await (await put(files[3], { decision: "reject" })).body?.cancel();
    const both = await events.until(({ data }) => data.file_id === files[3]);
    assertEquals(both.map(({ data }) => data.by), ["share:Bea", "owner"]);
    // The same again changes nothing, and doesn't say who of the owner's decided.
    const same = await visitor.decide(files[3], { decision: "reject" });
    assertEquals((await same.json()).by, "owner");
    const document = await visitor.fetch(`/files/${files[0]}/document`);
    await document.body?.cancel();
    assertEquals(document.headers.get("content-type"), "text/plain");
  });

  await step(
    "a link that is revoked ends its streams, and is gone; a guessed one never was",
    async () => {
      const made = await share({ blind: true });
      const visitor = await Visitor.visit(server.url, made);
      await using events = await EventReader.of(await visitor.fetch("/stream"));
      await events.until(({ event }) => event === "connected");
      const { body } = await caller.call("DELETE", path(`/shares/${made.share_id}`));
      assert(typeof body!.revoked_at === "string");
      const [closing] = (await events.until(({ event }) => event === "closing")).slice(-1);
      assertEquals(closing.data.reason, "revoked");
      for (const more of ["/batch", "/stream"]) {
        await assertProblem(await visitor.fetch(more), 410, "share-revoked");
      }
      assertEquals((await Visitor.visit(server.url, made)).page.status, 410);
      const url = made.url.replace(/.{6}$/, "AAAAAA");
      assertEquals((await Visitor.visit(server.url, { ...made, url })).page.status, 404);
      const standing = await share({});
      const elsewhere = await Visitor.visit(server.url, { ...standing, share_id: made.share_id });
      await assertProblem(await elsewhere.fetch("/batch"), 404, "not-found");
      const foreign = await fetch(`${server.url}/api/v1/shared/${standing.share_id}/batch`);
      await assertProblem(foreign, 404, "not-found");
      const list = (await caller.call("GET", path("/shares"))).body!.shares as {
        share_id: string;
      }[];
      assertEquals(list.length, 4);
      assert(!JSON.stringify(list).includes(made.url.slice(-43)));
    },
  );

  await step("a batch is deleted, its links with it, and the log goes on", async () => {
    const visitor = await Visitor.visit(server.url, await share({}));
    await using events = await EventReader.of(await visitor.fetch("/stream"));
    await events.until(({ event }) => event === "connected");
    const { body } = await caller.call("DELETE", path(""));
    assertEquals(body, { batch_id: batch, deleted: true, record: "deleted" });
    await stream.until(({ event, data }) => event === "batch" && data.change === "deleted");
    const told = await events.until(({ event }) => event === "closing");
    assertEquals(told.at(-1)!.data.reason, "revoked");
    await assertProblem(await caller.fetch(path("")), 404, "not-found");
    await assertProblem(await visitor.fetch("/batch"), 404, "not-found");
    const again = await caller.call("DELETE", path(""));
    assertEquals(again.body, { batch_id: batch, deleted: false, record: "deleted" });
    const next = await caller.accepted(textResumes(1));
    const events_ = await stream.until((event) => endsRun(event, next.batch_id), 60_000);
    assert(!events_.some(({ event }) => event === "reset"));
  });
});

serverTest("a link lets in who has no session, and no other site", {
  env: { AUTH_MODE: "session" },
}, async (server, step) => {
  const caller = await ApiClient.identify(server.url);
  const { batch_id, accepted: [file] } = await caller.accepted(RESUMES.slice(0, 1));
  await using stream = await caller.stream();
  const { body } = await caller.call("GET", caller.batchPath(batch_id));
  if (body!.status !== "completed") await stream.until((event) => endsRun(event, batch_id), 60_000);
  const made = await caller.call("POST", caller.batchPath(batch_id, "/shares"), {
    expires_in_hours: 1,
    blind: true,
    may_decide: true,
  });
  const visitor = await Visitor.visit(server.url, made.body as unknown as NewShare);

  await step("its page makes no session, and its cookie opens nothing else", async () => {
    const cookies = visitor.page.headers.getSetCookie();
    assertEquals(cookies.map((cookie) => cookie.split("=")[0]), ["resume_screener_share"]);
    const cookie = cookies[0].split(";")[0];
    const other = await fetch(server.url + caller.batchPath(batch_id), { headers: { cookie } });
    await assertProblem(other, 401, "unauthorized");
    assert(!visitor.page.html.includes(caller.user));
    const secure = await fetch(String(made.body!.url), {
      headers: { "x-forwarded-proto": "https" },
    });
    await secure.body?.cancel();
    assertMatch(secure.headers.get("set-cookie")!, /; Secure/);
  });

  await step("who has it decides, and the owner hears of it", async () => {
    const note = `${NAMES[0]} can start`;
    const answer = await visitor.decide(file.file_id, { decision: "shortlist", note });
    const decision = await answer.json();
    assertEquals([answer.status, /okonkwo/i.test(decision.note)], [200, false]);
    assertMatch(decision.by, /^share:/);
    await stream.until(({ event }) => event === "decision");
  });

  await step("another site can't use it", async () => {
    const { pathname } = new URL(String(made.body!.url));
    const path = `/api/v1/shared/${made.body!.share_id}`;
    const cookie = `resume_screener_share=${pathname.split("/").at(-1)}`;
    const ask = (init: RequestInit, more: string) =>
      fetch(server.url + path + more, {
        ...init,
        headers: { cookie, origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
      });
    await assertProblem(await ask({}, "/batch"), 403, "forbidden");
    const put = { method: "PUT", body: '{"decision": "reject"}' };
    const decision = `/files/${file.file_id}/decision`;
    await assertProblem(await ask(put, decision), 403, "forbidden");
  });
});
