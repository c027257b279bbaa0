import { assert, assertEquals, assertMatch } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { assertNoTrace, assertProblem } from "@/testing/problem.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import { corruptPdf } from "@/tests/e2e/_resumes.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const MAX_FILE = 100_000;
const MAX_REQUEST = 1_000_000;
const MAX_FILES = 40;
const limits = {
  env: {
    MAX_UPLOAD_BYTES: String(MAX_FILE),
    MAX_REQUEST_BYTES: String(MAX_REQUEST),
    MAX_FILES_PER_BATCH: String(MAX_FILES),
  },
};

const fileType = (slug: string) => `urn:resume-screener:problem:file-${slug}`;

serverTest("a server answers bad uploads by problems", limits, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "clumsy" });
  const [good] = textResumes(1);
  const large = new File(["x".repeat(MAX_FILE + 1)], "large.txt");
  const empty = new File([], "empty.txt");
  const picture = new File(["\x89PNG\r\n\x1a\n\0\0"], "photo.png");

  await step("no files: 422", async () => {
    const problem = await assertProblem(await caller.upload([]), 422, "invalid-field");
    assertEquals(fieldsOf(problem), ["files"]);
  });

  await step("no job description: 422", async () => {
    for (const job of [null, "", "  \n"]) {
      const response = await caller.upload([good], { job });
      assertEquals(fieldsOf(await assertProblem(response, 422, "invalid-field")), [
        "job_description",
      ]);
    }
  });

  await step("a job description that can't be read: 422, with the reason", async () => {
    const cases: [file: File, reason: RegExp][] = [
      [corruptPdf("job.pdf"), /job_description: The PDF is damaged/],
      [large, /job_description: The file is too large/],
    ];
    for (const [file, reason] of cases) {
      const fields = new FormData();
      fields.append("user_id", caller.user);
      fields.append("job_description", file);
      fields.append("files", good);
      const init = { method: "POST", body: fields };
      const response = await caller.fetch("/api/v1/resumes/upload", init);
      const problem = await assertProblem(response, 422, "invalid-field");
      assertMatch(String(problem.detail), reason);
    }
  });

  await step("a job description that a further request has no need of stops no file", async () => {
    const { batch_id } = await caller.accepted([good], { fields: { expected_files: 2 } });
    const fields = new FormData();
    fields.append("user_id", caller.user);
    fields.append("batch_id", batch_id);
    fields.append("job_description", large);
    fields.append("files", new File(["Jane Doe"], "second.txt"));
    const init = { method: "POST", body: fields };
    const answer = await (await caller.fetch("/api/v1/resumes/upload", init)).json();
    assertEquals([answer.batch_id, answer.accepted?.length], [batch_id, 1]);
  });

  await step("alone, a file that is refused is the request's problem", async () => {
    const cases: [file: File, status: number, slug: string][] = [
      [empty, 422, "empty"],
      [large, 413, "too-large"],
      [picture, 415, "unsupported"],
    ];
    for (const [file, status, slug] of cases) {
      const problem = await assertProblem(await caller.upload([file]), status, "nothing-accepted");
      const [rejected] = problem.rejected as Record<string, string>[];
      assertEquals([rejected.name, rejected.type], [file.name, fileType(slug)]);
      assertEquals(rejected.file_id, null);
      assert(rejected.reason.length > 10, rejected.reason);
    }
  });

  await step("beside a good file, those that are refused are listed", async () => {
    const { accepted: files, rejected } = await caller.accepted([empty, large, good, picture]);
    assertEquals(files.map(({ name }) => name), [good.name]);
    assertEquals(rejected.map(({ name, type }) => [name, type]), [
      ["empty.txt", fileType("empty")],
      ["large.txt", fileType("too-large")],
      ["photo.png", fileType("unsupported")],
    ]);
  });

  await step("a request over MAX_REQUEST_BYTES: 413, declared or not", async () => {
    const body = new Uint8Array(MAX_REQUEST + 1);
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const init = { method: "POST", headers };
    const declared = await caller.fetch("/api/v1/resumes/upload", { ...init, body });
    await assertProblem(declared, 413, "payload-too-large");
    const files = Array.from({ length: 12 }, (_, i) => new File(["x".repeat(90_000)], `${i}.txt`));
    const form = new Response(formOf([good, ...files]));
    const type = form.headers.get("content-type")!;
    const chunked = await caller.fetch("/api/v1/resumes/upload", {
      method: "POST",
      headers: { "content-type": type },
      body: form.body,
    });
    await assertProblem(chunked, 413, "payload-too-large");
  });

  await step(
    "a file more than MAX_FILES_PER_BATCH is refused, in one request and in the next",
    async () => {
      const user = await ApiClient.identify(server.url, { user: "greedy" });
      const fields = { expected_files: MAX_FILES };
      const { batch_id, accepted: files, rejected } = await user.accepted(
        tinyFiles(MAX_FILES + 1),
        {
          fields,
        },
      );
      assertEquals(files.length, MAX_FILES);
      assertEquals(rejected.map(({ name, type }) => [name, type]), [
        [`tiny-${MAX_FILES}.txt`, fileType("too-many")],
      ]);
      const more = await user.upload([good], { fields: { batch_id } });
      await assertProblem(more, 409, "conflict");
      const promised = await user.upload([good], { fields: { expected_files: MAX_FILES + 1 } });
      assertEquals(fieldsOf(await assertProblem(promised, 422, "invalid-field")), [
        "expected_files",
      ]);
      const half = await user.accepted(tinyFiles(MAX_FILES - 1), { fields });
      const over = await user.accepted(tinyFiles(MAX_FILES + 1).slice(MAX_FILES - 1), {
        fields: { batch_id: half.batch_id },
      });
      assertEquals([over.accepted.length, over.rejected[0].type], [1, fileType("too-many")]);
      assertEquals((await user.call("DELETE", user.progressPath)).status, 200);
    },
  );

  await step(
    "a corrupt PDF is accepted and fails, with a reason a person understands",
    async () => {
      await using stream = await caller.stream();
      const { batch_id } = await caller.accepted([corruptPdf()]);
      const events = await stream.until((event) => endsRun(event, batch_id));
      const { data } = events.find(({ data }) => data.state === "failed")!;
      assertMatch(String(data.reason), /^The PDF is damaged; open it, save it again/);
      assertEquals(events.at(-1)!.data.status, "failed");
      assertNoTrace(JSON.stringify(events));
    },
  );

  await step("names with paths and control characters are text", async () => {
    const names: [given: string, kept: string][] = [
      ["../../etc/passwd.txt", "passwd.txt"],
      ["C:\\Users\\ada\\cv.txt", "cv.txt"],
      ["a\u0007b\u202ec.txt", "a_b_c.txt"],
      ["..", "unnamed"],
    ];
    const files = names.map(([given]) => new File(["Ada Lovelace, TypeScript"], given));
    const { batch_id, accepted: kept } = await caller.accepted(files);
    assertEquals(kept.map(({ name }) => name), names.map(([, name]) => name));
    const { body } = await caller.call("GET", caller.batchPath(batch_id));
    const listed = body!.files as { name: string }[];
    assertEquals(listed.map(({ name }) => name), names.map(([, name]) => name));
  });

  await step("a body that is no multipart form, or a broken one", async () => {
    const cases: [type: string, body: string, status: number, slug: string][] = [
      ["application/json", "{}", 415, "unsupported-media-type"],
      ["multipart/form-data", "--b", 400, "invalid-multipart"],
      ["multipart/form-data; boundary=b", "", 400, "invalid-multipart"],
      ["multipart/form-data; boundary=b", "--b\r\nConte", 400, "invalid-multipart"],
    ];
    for (const [type, body, status, slug] of cases) {
      const init = { method: "POST", body, headers: { "content-type": type } };
      await assertProblem(await caller.fetch("/api/v1/resumes/upload", init), status, slug);
    }
  });

  await step("fields that can't be used: 422, by name", async () => {
    const cases: [fields: Record<string, string>, field: string][] = [
      [{ expected_files: "many" }, "expected_files"],
      [{ expected_files: "0" }, "expected_files"],
      [{ expected_files: "1.5" }, "expected_files"],
      [{ batch_id: "../x" }, "batch_id"],
      [{ refused: "no JSON" }, "refused"],
      [{ refused: "{}" }, "refused"],
      [{ refused: toldRefusals(1001) }, "refused"],
      [{ refused: '[{"name":"a","size":-1,"reason":"x"}]' }, "refused.0.size"],
      [{ refused: '[{"name":"a","size":1,"reason":" "}]' }, "refused.0.reason"],
    ];
    for (const [fields, field] of cases) {
      const response = await caller.upload([good], { fields });
      assertEquals(fieldsOf(await assertProblem(response, 422, "invalid-field")), [field]);
    }
    const wrong: Record<string, string>[] = [
      { "idempotency-key": "with space" },
      { "upload-sender": "short" },
    ];
    for (const headers of wrong) {
      await assertProblem(await caller.upload([good], { headers }), 422, "invalid-field");
    }
  });
});

const idle = { env: { WORKERS: "0" } };

serverTest("a server answers bad requests by problems", idle, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "clumsy" });
  const post = (body: BodyInit) => caller.fetch(caller.progressPath, { method: "POST", body });

  await step("a user_id outside the rule: 400, on every route", async () => {
    for (const user of ["a%20b", "a%2Fb", "%00", "%C3%A9", "a".repeat(129), "<script>"]) {
      for (const [method, path] of userRoutes(user)) {
        const body = method === "POST" ? "{}" : undefined;
        const response = await caller.fetch(path, { method, body });
        await assertProblem(response, 400, "invalid-user-id");
      }
    }
    const longest = await caller.call("GET", `/api/v1/sse/progress/status/${"a".repeat(128)}`);
    assertEquals(longest.status, 200);
    const field = await caller.upload(textResumes(1), { fields: { user_id: "a b" } });
    await assertProblem(field, 400, "invalid-user-id");
  });

  await step("malformed JSON: 400, without a word of it", async () => {
    for (const body of ["", "{", "{'secret': 1}", "\xff", "[1,", "undefined"]) {
      const problem = await assertProblem(await post(body), 400, "invalid-json");
      assert(!JSON.stringify(problem).includes("secret"));
    }
    await assertProblem(await post(new Uint8Array([0x22, 0xff, 0x22])), 400, "invalid-json");
  });

  await step("an update that makes no sense: 422, naming the field", async () => {
    const cases: [update: unknown, field: string][] = [
      [{ completed: 5, total: 4 }, "completed"],
      [{ completed: "3", total: 4 }, "completed"],
      [{ completed: null, total: 4 }, "completed"],
      [{ completed: -1, total: 4 }, "completed"],
      [{ completed: 0.5, total: 4 }, "completed"],
      [{ completed: 1e300, total: 1e301 }, "completed"],
      [{ completed: 1 }, "total"],
      [{ completed: 1, total: "4" }, "total"],
      [{ completed: 1, total: 4, status: "sleeping" }, "status"],
      [{ completed: 1, total: 4, message: 7 }, "message"],
      [{ completed: 1, total: 4, batch_id: "b1" }, "batch_id"],
      [[], ""],
      ["text", ""],
      [null, ""],
    ];
    for (const [update, field] of cases) {
      const problem = await assertProblem(await post(JSON.stringify(update)), 422, "invalid-field");
      assertEquals(fieldsOf(problem)[0], field, JSON.stringify(update));
    }
  });

  await step("an update over 48 KiB: 413", async () => {
    const update = { completed: 1, total: 2, note: "x".repeat(49_000) };
    await assertProblem(await post(JSON.stringify(update)), 413, "payload-too-large");
    const vast = { ...update, note: "x".repeat(1_000_000) };
    await assertProblem(await post(JSON.stringify(vast)), 413, "payload-too-large");
    const { body } = await caller.call("GET", caller.statusPath);
    assertEquals(body!.progress, null);
  });

  await step("a Last-Event-ID of no place in this log: reset, and a good place", async () => {
    const foreigner = await ApiClient.identify(server.url, { user: "foreigner" });
    const { body } = await foreigner.call("POST", foreigner.progressPath, {
      completed: 1,
      total: 2,
    });
    const own = await caller.call("POST", caller.progressPath, { completed: 1, total: 2 });
    const epoch = String(own.body!.id).split(".")[0];
    const unknown = [
      "nonsense",
      "0123456789abcdef.1",
      String(body!.id),
      `${epoch}.999999`,
      `${epoch}.-1`,
      "x".repeat(60_000),
    ];
    for (const id of unknown) {
      await using stream = await caller.stream(id);
      const [reset] = (await stream.until(({ event }) => event === "reset")).slice(-1);
      assertEquals(reset.data.reason, "unknown", id.slice(0, 50));
      assertEquals((reset.data.progress as Record<string, unknown>).user_id, caller.user);
      await using again = await caller.stream(reset.id!);
      const greeting = await again.one();
      assertEquals([greeting.event, greeting.data.resumed], ["connected", true]);
    }
  });

  await step("what isn't there: 404, and a method that isn't: 404 or 405", async () => {
    const nothing = await caller.fetch("/api/v1/nothing");
    await assertProblem(nothing, 404, "not-found");
    const put = await caller.fetch(caller.progressPath, { method: "PUT" });
    assert([404, 405].includes(put.status));
    await assertProblem(put, put.status, put.status === 404 ? "not-found" : "method-not-allowed");
  });

  await step("open mode serves this machine only", async () => {
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { "x-forwarded-for": "10.0.0.1" },
      { forwarded: "for=10.0.0.1" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    ];
    for (const headers of foreign) {
      for (const path of [caller.statusPath, caller.streamPath]) {
        await assertProblem(await caller.fetch(path, { headers }), 403, "forbidden");
      }
      const page = await caller.fetch("/", { headers });
      assertNoTrace(await page.text());
      assertEquals(page.status, 403);
    }
    // A page of another site whose name was made to mean this machine; fetch sets no Host.
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const request = `GET ${caller.statusPath} HTTP/1.1\r\nHost: evil.example\r\nConnection: close`;
    await connection.write(new TextEncoder().encode(`${request}\r\n\r\n`));
    const answer = await new Response(connection.readable).text();
    assertMatch(answer, /^HTTP\/1.1 403 /);
    assertMatch(answer, /problem:forbidden/);
  });

  await step("nothing of it is an error in the log", () => {
    assertEquals(server.log.match(/.*"level":"ERROR".*/g) ?? [], []);
    return Promise.resolve();
  });
});

function userRoutes(user: string): [method: string, path: string][] {
  return [
    ["GET", `/api/v1/sse/progress/stream/${user}`],
    ["GET", `/api/v1/sse/progress/status/${user}`],
    ["POST", `/api/v1/sse/progress/${user}`],
    ["DELETE", `/api/v1/sse/progress/${user}`],
    ["GET", `/api/v1/ws/progress/${user}`],
    ["GET", `/api/v1/resumes/batches?user_id=${user}`],
  ];
}

function toldRefusals(count: number): string {
  const told = Array.from({ length: count }, (_, i) => ({ name: `${i}`, size: 1, reason: "x" }));
  return JSON.stringify(told);
}

function fieldsOf(problem: Record<string, unknown>): string[] {
  return (problem.errors as { field: string }[]).map(({ field }) => field);
}

function tinyFiles(count: number): File[] {
  return Array.from({ length: count }, (_, i) => new File(["Ada, SQL"], `tiny-${i}.txt`));
}

function formOf(files: File[]): FormData {
  const form = new FormData();
  form.append("job_description", "a cook");
  for (const file of files) form.append("files", file);
  return form;
}
