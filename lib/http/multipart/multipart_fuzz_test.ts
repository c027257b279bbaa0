import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import {
  BOUNDARY,
  formBody,
  record,
  type Seen,
  upload,
} from "@/lib/http/multipart/_multipart_fixture.ts";
import { Problem } from "@/lib/http/problem.ts";
import { anyText } from "@/testing/generated/any_text.ts";
import { rounds } from "@/testing/thorough.ts";

const HARD = `\r\n--${BOUNDARY.slice(0, -1)}\r\n--\r\n\r--${BOUNDARY}x`;

const FORM = formBody([
  ['name="job_description"', "Gärtner\r\ngesucht"],
  ['name="files"; filename="ä.txt"\r\nContent-Type: text/plain', "hello\r\n"],
  ['name="files"; filename="hard.bin"\r\nContent-Type: application/octet-stream', HARD],
  ['name="files"; filename="big.bin"\r\nContent-Type: application/octet-stream', "x".repeat(120)],
  ['name="last"', ""],
]);

const EXPECTED: Seen[] = [
  { field: "job_description", value: "Gärtner\r\ngesucht" },
  { file: "files", name: "ä.txt", type: "text/plain", bytes: "hello\r\n" },
  { file: "files", name: "hard.bin", type: "application/octet-stream", bytes: HARD },
  { rejected: "big.bin", reason: "too_large" },
  { field: "last", value: "" },
];

const read = (chunks: Uint8Array[]) => record(upload(chunks), { maxFileBytes: 100 });

Deno.test("readMultipart reads the same wherever a body is cut in two", async () => {
  for (let at = 0; at <= FORM.length; at++) {
    assertEquals(await read([FORM.slice(0, at), FORM.slice(at)]), EXPECTED, `cut at ${at}`);
  }
});

Deno.test("readMultipart reads the same from chunks of any size", async () => {
  for (let size = 1; size < 64; size++) {
    const chunks = Array.from(
      { length: Math.ceil(FORM.length / size) },
      (_, i) => FORM.slice(i * size, (i + 1) * size),
    );
    assertEquals(await read(chunks), EXPECTED, `chunks of ${size}`);
  }
});

Deno.test("readMultipart refuses a body that ends anywhere before its end", async () => {
  // The last line break is not part of the closing delimiter.
  for (let end = 0; end < FORM.length - 2; end++) {
    const problem = await assertRejects(() => read([FORM.slice(0, end)]), Problem);
    assertEquals(problem.status, 400, `ends at ${end}`);
  }
});

Deno.test("readMultipart settles whatever the body breaks off with", async () => {
  for (let end = 0; end < FORM.length; end += 7) {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (controller.desiredSize === 1) controller.enqueue(FORM.slice(0, end));
        controller.error(new Error("connection lost"));
      },
    });
    const problem = await assertRejects(() => record(upload(body)), Problem);
    assertEquals(problem.status, 400);
  }
});

Deno.test("readMultipart gives back any bytes in any chunks", async () => {
  const content = fc.uint8Array({ maxLength: 300 }).map((bytes) => String.fromCharCode(...bytes));
  const tricky = fc.constantFrom("\r", "\n", "\r\n", "--", `\r\n--${BOUNDARY.slice(0, 9)}`);
  const file = fc.array(fc.oneof(content, tricky), { maxLength: 6 }).map((all) => all.join(""));
  const cuts = fc.array(fc.nat({ max: 3000 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), cuts, async (files, at) => {
      const body = latin1Form(files);
      const edges = [
        0,
        ...at.filter((cut) => cut < body.length).sort((a, b) => a - b),
        body.length,
      ];
      const chunks = edges.slice(1).map((edge, i) => body.slice(edges[i], edge));
      const seen = await record(upload(chunks), { maxFileBytes: 10_000 });
      assertEquals(seen.map((part) => "bytes" in part && part.bytes), files);
    }),
    { numRuns: rounds(50, 150) },
  );
});

Deno.test("readMultipart never hangs on or crashes of noise", async () => {
  const noise = fc.array(
    fc.oneof(
      fc.constantFrom(`--${BOUNDARY}`, `--${BOUNDARY}--`, "\r\n", "\r\n\r\n", "--", ";", '"', "\\"),
      fc.constantFrom("Content-Disposition: form-data", "Content-Disposition:", 'name="a"'),
      fc.constantFrom('filename="b"', "filename*=UTF-8''%zz%", "Content-Type: ", "charset=x"),
      anyText(20),
    ),
    { maxLength: 40 },
  ).map((parts) => new TextEncoder().encode(parts.join("")));
  await fc.assert(
    fc.asyncProperty(noise, async (body) => {
      const outcome = await read([body]).catch((error) => error);
      assertEquals(Array.isArray(outcome) || outcome instanceof Problem, true, `${outcome}`);
    }),
    { numRuns: rounds(150, 500) },
  );
});

function latin1Form(files: string[]): Uint8Array {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n`;
  const text = files.map((file) => `${head}${file}\r\n`).join("") + `--${BOUNDARY}--`;
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
