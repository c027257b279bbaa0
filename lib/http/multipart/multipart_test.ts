import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import {
  BOUNDARY,
  counted,
  encode,
  formBody,
  LIMITS,
  record,
  statusOf,
  TEXT,
  upload,
} from "@/lib/http/multipart/_multipart_fixture.ts";
import { FileTooLarge } from "@/lib/http/multipart/file_too_large.ts";
import { readMultipart } from "@/lib/http/multipart/multipart.ts";

Deno.test("readMultipart hands over fields and files in their order", async () => {
  const form = new FormData();
  form.append("job_description", "Gärtner");
  form.append("files", new File(["hello"], "C:\\dir\\Zoë 履歴.txt", { type: "text/plain" }));
  form.append("files", new File([], "empty.pdf", { type: "application/pdf" }));
  form.append("expected_files", "2");
  const req = new Request("http://localhost/", { method: "POST", body: form });
  assertEquals(await record(req), [
    { field: "job_description", value: "Gärtner" },
    { file: "files", name: "Zoë 履歴.txt", type: "text/plain", bytes: "hello" },
    { file: "files", name: "empty.pdf", type: "application/pdf", bytes: "" },
    { field: "expected_files", value: "2" },
  ]);
});

const NAMES: [headers: string, name: string][] = [
  ["filename=\"cv.pdf\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf", "résumé.pdf"],
  ["filename*=UTF-8''r%C3%A9sum%C3%A9.pdf; filename=\"cv.pdf\"", "résumé.pdf"],
  ["filename*=UTF-8''two%0D%0Alines.pdf", "two__lines.pdf"],
  ["filename*=UTF-8''r%C3%A9sum%C3%A9.pdf", "résumé.pdf"],
  ['filename="résumé.pdf"', "résumé.pdf"],
  ['filename="../../etc/passwd"', "passwd"],
  ['filename="a\\"b.pdf"', 'a"b.pdf'],
  ['filename="a\tb.pdf"', "a_b.pdf"],
  ["filename*=UTF-8''a%00b%1F.pdf", "a_b_.pdf"],
  ['filename=""', "unnamed"],
];

Deno.test("readMultipart keeps file names as text", async () => {
  for (const [headers, name] of NAMES) {
    const [seen] = await record(upload([formBody([[`name="files"; ${headers}`, "x"]])]));
    assertEquals("name" in seen && seen.name, name, headers);
  }
});

Deno.test("readMultipart tells Latin-1 names from UTF-8", async () => {
  const body = formBody([['name="files"; filename="r\u00e9sum\u00e9.pdf"', "x"]]);
  const latin1 = new Uint8Array(Buffer.from(Buffer.from(body).toString(), "latin1"));
  for (const bytes of [body, latin1]) {
    const [seen] = await record(upload([bytes]));
    assertEquals("name" in seen && seen.name, "résumé.pdf");
  }
});

Deno.test("readMultipart rejects a file over the limit alone", async () => {
  const body = formBody([[TEXT, "a".repeat(1000)], [TEXT, "b".repeat(1001)], [TEXT, "c"]]);
  const seen = await record(upload([body]));
  assertEquals(seen.map((part) => "bytes" in part ? part.bytes.length : part), [
    1000,
    { rejected: "cv.txt", reason: "too_large" },
    1,
  ]);
});

Deno.test("readMultipart lets a sink undo a file that turns out too large", async () => {
  let undone: unknown;
  const req = upload([formBody([[TEXT, "b".repeat(5000)]])]);
  await readMultipart(req, LIMITS, {
    field() {},
    rejected() {},
    async file({ content }) {
      try {
        await Array.fromAsync(content);
      } catch (error) {
        undone = error;
        throw error;
      }
    },
  });
  assert(undone instanceof FileTooLarge);
});

Deno.test("readMultipart rejects files past their number by name, then the request", async () => {
  const files = (count: number) => upload([formBody(Array(count).fill([TEXT, "x"]))]);
  const seen = await record(files(5), { maxFiles: 3 });
  assertEquals(seen.map((part) => "reason" in part && part.reason), [
    false,
    false,
    false,
    "too_many",
    "too_many",
  ]);
  assertEquals(await statusOf(record(files(200), { maxFiles: 3 })), 413);
});

Deno.test("readMultipart goes on when a sink leaves a file unread", async () => {
  const names: string[] = [];
  const body = formBody(Array(5).fill([TEXT, "x".repeat(200_000)]));
  const limits = { ...LIMITS, maxFileBytes: 1e6, maxRequestBytes: 2e6 };
  await readMultipart(upload(chunksOf(body, 65536)), limits, {
    field() {},
    rejected() {},
    async file({ name, content }) {
      names.push(name);
      // The second is left half read.
      if (names.length === 2) { for await (const _ of content) break; }
    },
  });
  assertEquals(names.length, 5);
});

Deno.test("readMultipart refuses a request over its limit by content-length, unread", async () => {
  const body = counted([new Uint8Array(1)].values());
  const req = upload(body.stream, { "content-length": "100001" });
  assertEquals(await statusOf(record(req)), 413);
  assertEquals([body.taken, body.cancelled], [0, true]);
});

Deno.test("readMultipart refuses a request that goes over its limit on the way", async () => {
  const body = counted(function* () {
    yield formBody([[TEXT, ""]], "");
    while (true) yield new Uint8Array(1000);
  }());
  assertEquals(await statusOf(record(upload(body.stream, { "content-length": "10" }))), 413);
  assertEquals(body.cancelled, true);
  assert(body.taken <= 102);
});

Deno.test("readMultipart refuses a field over its limit", async () => {
  const form = (length: number) => upload([formBody([['name="note"', "x".repeat(length)]])]);
  assertEquals((await record(form(100))).length, 1);
  assertEquals(await statusOf(record(form(101))), 413);
});

const REFUSED: [what: string, body: string, type: string, status: number][] = [
  ["no multipart", "{}", "application/json", 415],
  ["no boundary", "x", "multipart/form-data", 400],
  ["another boundary", "--x\r\n\r\n--x--", "multipart/form-data; boundary=y", 400],
  ["no part", "", "multipart/form-data; boundary=y", 400],
  ["no form at all", "\0\r\n--".repeat(50), "multipart/form-data; boundary=y", 400],
];

Deno.test("readMultipart refuses", async (t) => {
  for (const [what, body, type, status] of REFUSED) {
    await t.step(what, async () => {
      assertEquals(
        await statusOf(record(upload([encode(body)], { "content-type": type }))),
        status,
      );
    });
  }
  await t.step("no body", async () => {
    const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
    const req = new Request("http://localhost/", { method: "POST", headers });
    assertEquals(await statusOf(record(req)), 400);
  });
});

function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
