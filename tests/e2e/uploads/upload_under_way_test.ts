import { assert, assertEquals, assertMatch } from "@std/assert";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";
import { ApiClient, encodedUpload, UPLOAD_PATH } from "@/testing/api_client.ts";
import type { ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";
import { assertProblem } from "@/testing/problem.ts";
import { JOB, textResumes } from "@/testing/resumes.ts";
import { rounds } from "@/testing/thorough.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const MB = 1_000_000;
/** Uploads at once, of which the server takes 64; each is as large as what is buffered of it, or larger. */
const MANY = rounds(80, 200);
const LARGE_MB = rounds(3, 5);

const photo = (bytes: number) =>
  new File(["\x89PNG\r\n\x1a\n\0\0", "x".repeat(bytes)], "photo.png");
const oldWord = (bytes: number) =>
  new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), "x".repeat(bytes)], "cv.doc");

serverTest("a server takes uploads that are large, odd or repeated", {
  env: { WORKERS: "0" },
}, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "ann" });

  await step("large files of an unread kind are refused, those beside them accepted", async () => {
    const [first, second] = textResumes(2);
    const start = performance.now();
    const answer = await caller.accepted([photo(5 * MB), first, oldWord(66_000), second]);
    console.log(`5 MB photo among good files: ${Math.round(performance.now() - start)} ms`);
    assertEquals(answer.accepted.map(({ name }) => name), [first.name, second.name]);
    assertEquals(answer.rejected.map(({ name }) => name), ["photo.png", "cv.doc"]);
  });

  await step("neither refused parts nor abandoned uploads leave a descriptor", async () => {
    const before = await descriptors(server);
    for (let i = 0; i < rounds(30, 60); i++) {
      if (i % 2) await caller.accepted([photo(100_000), ...textResumes(1)]);
      else await abandon(server, caller);
    }
    await until("the sockets' end", async () => await descriptors(server) <= before + 10);
  });

  await step("an Idempotency-Key stands for one content", async () => {
    const headers = { "idempotency-key": "one-content" };
    const [good, other] = textResumes(2);
    const edited = new File([(await good.text()).replace("SQL", "PHP")], good.name);
    const bad = photo(100_000);
    const first = await caller.accepted([bad, good], { headers });
    const others: [files: File[], fields: Record<string, string>][] = [
      [[bad, other], {}],
      [[bad, edited], {}],
      [[bad, good, other], {}],
      [[bad], {}],
      [[photo(100_001), good], {}],
      [[good, bad], {}],
      [[bad, good], { expected_files: "5" }],
    ];
    for (const [files, fields] of others) {
      const response = await caller.upload(files, { headers, fields });
      await assertProblem(response, 422, "idempotency-key-reused");
    }
    const job = await caller.upload([bad, good], { headers, job: "A cook" });
    await assertProblem(job, 422, "idempotency-key-reused");
    assertEquals(await caller.accepted([bad, good], { headers }), first);
  });

  await step("ids of any length in a form, its query and its header are refused", async () => {
    const long = "x".repeat(5000);
    const file = textResumes(1);
    const cases: [Promise<Response>, status: number, slug: string][] = [
      [caller.upload(file, { fields: { batch_id: long } }), 422, "invalid-field"],
      [caller.upload(file, { fields: { user_id: long } }), 400, "invalid-user-id"],
      [caller.upload(file, { fields: { expected_files: long } }), 422, "invalid-field"],
      [caller.upload(file, { headers: { "idempotency-key": long } }), 422, "invalid-field"],
      [
        caller.fetch(`/api/v1/resumes/upload?user_id=${long}`, { method: "POST", body: "" }),
        400,
        "invalid-user-id",
      ],
    ];
    for (const [response, status, slug] of cases) await assertProblem(await response, status, slug);
    assertEquals((await caller.accepted(file, { fields: { unknown: long } })).accepted.length, 1);
  });

  await step(
    `${MANY} uploads of ${LARGE_MB} MB at once stay in bounds, or are told to wait`,
    async () => {
      const form = await encodedUpload([new File(["x".repeat(LARGE_MB * MB)], "large.txt")], JOB);
      const before = await server.residentBytes();
      let most = 0;
      const measure = setInterval(
        async () => most = Math.max(most, await server.residentBytes()),
        50,
      );
      const tries = { accepted: 0, told: 0 };
      const start = performance.now();
      try {
        await Promise.all(Array.from({ length: MANY }, async (_, i) => {
          const path = `${UPLOAD_PATH}?${UPLOAD_FIELDS.user}=u${i}`;
          const response = await caller.fetch(path, form);
          const body = await response.text();
          if (response.status === 202) return tries.accepted++;
          assertEquals(response.status, 429, body);
          assertMatch(response.headers.get("retry-after") ?? "", /^[4-8]$/);
          tries.told++;
        }));
      } finally {
        clearInterval(measure);
      }
      const mb = (bytes: number) => Math.round(bytes / MB);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${MANY} uploads: ${mb(before)} -> ${mb(most)} MB, ${seconds} s`, tries);
      assert(most < 700 * MB, `${mb(most)} MB`);
      assertEquals(tries.accepted + tries.told, MANY);
      assert(tries.accepted >= 10);
    },
  );

  await step("nothing of it is an error in the log", () => {
    assertEquals(server.log.match(/.*"level":"ERROR".*/g) ?? [], []);
    return Promise.resolve();
  });
});

serverTest("a session may have so many uploads under way", {
  env: { AUTH_MODE: "session", WORKERS: "0", AUTH_SECRET: "only-for-tests-only-for-tests-only" },
}, async (server, step) => {
  await step(
    "the next is told to wait, another user's is taken, and what ends makes room",
    async () => {
      const [ann, bob] = [
        await ApiClient.identify(server.url),
        await ApiClient.identify(server.url),
      ];
      const halves: Deno.TcpConn[] = [];
      const file = textResumes(1);
      // One that comes while this asks may itself be refused, so they come until there are enough.
      await until("eight uploads under way", async () => {
        halves.push(await half(server, ann));
        const response = await ann.upload(file);
        await response.body?.cancel();
        return response.status === 429;
      });
      await assertProblem(await ann.upload(file), 429, "too-many-uploads");
      assertEquals((await bob.accepted(file)).accepted.length, 1);
      for (const connection of halves) connection.close();
      await until("room", async () => {
        const response = await ann.upload(file);
        await response.body?.cancel();
        return response.status === 202;
      });
    },
  );
});

/** Sends half an upload whose file is of an unread kind, and goes once the server has begun to read. */
async function abandon(server: ServerProcess, caller: ApiClient): Promise<void> {
  const connection = await half(server, caller, `\x89PNG${"x".repeat(200_000)}`);
  connection.close();
}

/** A connection on which an upload has begun that doesn't end. */
async function half(
  server: ServerProcess,
  caller: ApiClient,
  content = "x",
): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const headers = Object.entries({
    host: `127.0.0.1:${server.port}`,
    "content-type": "multipart/form-data; boundary=b",
    "content-length": "500000",
    ...caller.headers,
  });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const field = `--b\r\ncontent-disposition: form-data; name="job_description"\r\n\r\n${JOB}\r\n`;
  const file = '--b\r\ncontent-disposition: form-data; name="files"; filename="cv.txt"\r\n\r\n';
  const bytes = new TextEncoder().encode(
    `POST /api/v1/resumes/upload HTTP/1.1\r\n${head}\r\n${field}${file}${content}`,
  );
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
  return connection;
}

async function descriptors(server: ServerProcess): Promise<number> {
  return (await Array.fromAsync(Deno.readDir(`/proc/${server.pid}/fd`))).length;
}
