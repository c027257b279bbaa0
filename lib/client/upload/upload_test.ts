import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { Api } from "@/lib/client/api/api.ts";
import { Outage } from "@/lib/client/api/outage.ts";
import { type UploadOptions, uploadResumes } from "@/lib/client/upload/upload.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import type { FileOutcome } from "@/lib/client/upload/upload_answer.ts";

interface Received {
  key: string | null;
  fields: string[];
  batchId: string | null;
  expected: string | null;
  /** The name of the file that describes the job. */
  job: string | null;
  names: string[];
  /** What is told of files that are not sent. */
  refused: { name: string; size: number; reason: string }[];
  /** All that the request says. */
  content: string;
  sender: string | null;
}

/** A real server that keeps what came and answers the nth request with `answer(n)`. */
class Inbox {
  received: Received[] = [];
  #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(answer: (n: number, received: Received) => Response) {
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      async (request) => {
        const form = await request.formData();
        const job = form.get("job_description");
        const one = {
          job: job instanceof File ? job.name : null,
          key: request.headers.get("idempotency-key"),
          fields: [...form.keys()],
          batchId: form.get("batch_id") as string | null,
          expected: form.get("expected_files") as string | null,
          names: form.getAll("files").map((file) => (file as File).name),
          refused: JSON.parse(form.get("refused") as string | null ?? "[]"),
          content: JSON.stringify(
            await Promise.all(
              [...form].map(async ([name, value]) =>
                value instanceof File ? [name, value.name, await value.text()] : [name, value]
              ),
            ),
          ),
          sender: request.headers.get("upload-sender"),
        };
        return answer(this.received.push(one) - 1, one);
      },
    );
  }

  get options() {
    const baseUrl = `http://127.0.0.1:${this.#server.addr.port}`;
    return { baseUrl };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

function accept(received: Received): Response {
  const accepted = received.names.map((name) => ({ file_id: `id-${name}`, name }));
  return Response.json({ batch_id: "b1", accepted, rejected: [] }, { status: 202 });
}

/** Uploads with the shortest waits. */
function upload(
  files: readonly File[],
  job: JobDescription,
  { signal, ...options }: UploadOptions,
): Promise<string | null> {
  const outage = new Outage({ signal, backoff: { baseMs: 2, maxMs: 4 } });
  return uploadResumes(files, { job }, { api: new Api(options), outage }, { signal, ...options });
}

function files(count: number): File[] {
  return Array.from({ length: count }, (_, i) => new File(["12345"], `${i}.txt`));
}

Deno.test("uploadResumes makes one batch of several requests", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const ids = new Map<number, FileOutcome>();
  let sent = 0;
  const batchId = await upload(files(5), "A cook", {
    ...inbox.options,
    maxFiles: 2,
    onSent: (bytes) => sent = bytes,
    onAnswer: (_, outcomes) => outcomes.forEach((outcome, index) => ids.set(index, outcome)),
  });
  assertEquals(batchId, "b1");
  assertEquals(inbox.received.map((one) => one.names.length), [2, 2, 1]);
  assertEquals(inbox.received.map((one) => one.batchId), [null, "b1", "b1"]);
  assertEquals(inbox.received.map((one) => one.expected), ["5", null, null]);
  assertEquals(inbox.received.map((one) => one.fields[0]), [
    "job_description",
    "batch_id",
    "batch_id",
  ]);
  assertEquals(ids.get(4), { kind: "accepted", fileId: "id-4.txt" });
  assertEquals(new Set(inbox.received.map((one) => one.key)).size, 3);
  assertEquals(sent, 25);
});

Deno.test("uploadResumes sends again under the same key", async () => {
  await using inbox = new Inbox((n, received) =>
    n < 2 ? new Response("", { status: 503 }) : accept(received)
  );
  assertEquals(await upload(files(1), "A cook", inbox.options), "b1");
  assertEquals(inbox.received.length, 3);
  assertEquals(new Set(inbox.received.map((one) => one.key)).size, 1);
});

Deno.test("uploadResumes tells apart files of one name and goes on after rejected ones", async () => {
  const rejected = (name: string) => ({ name, reason: "The file is empty", type: "empty-file" });
  await using inbox = new Inbox((n) =>
    n === 0
      ? Response.json({ title: "x", rejected: [rejected("a"), rejected("a")] }, { status: 422 })
      : Response.json({
        batch_id: "b2",
        accepted: [{ file_id: "1", name: "a" }],
        rejected: [rejected("a")],
      })
  );
  const outcomes: string[] = [];
  const batchId = await upload(
    Array.from({ length: 4 }, () => new File([], "a")),
    "A cook",
    {
      ...inbox.options,
      maxFiles: 2,
      onAnswer: (_, some) => some.forEach((outcome, i) => outcomes[i] = outcome.kind),
    },
  );
  assertEquals(batchId, "b2");
  assertEquals(outcomes, ["rejected", "rejected", "accepted", "rejected"]);
  assertEquals(inbox.received[1].batchId, null);
});

Deno.test("uploadResumes stops at a problem that waiting won't mend", async () => {
  await using inbox = new Inbox(() =>
    Response.json({ type: "t", detail: "A batch takes 1,000 files" }, { status: 422 })
  );
  const error = await assertRejects(() => upload(files(3), "x", inbox.options), ApiError);
  assertEquals((error as ApiError).message, "A batch takes 1,000 files");
  assertEquals(inbox.received.length, 1);
});

Deno.test("uploadResumes ends when its signal aborts", async () => {
  const abort = new AbortController();
  await using inbox = new Inbox(() => {
    abort.abort(new Error("enough"));
    return new Response("", { status: 503 });
  });
  const options = { ...inbox.options, signal: abort.signal };
  await assertRejects(() => upload(files(2), "x", options), Error, "enough");
  assertEquals(inbox.received.length, 1);
});

Deno.test("uploadResumes sends a job description that is a file as one", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const job = new File(["%PDF-1.7"], "job.pdf");
  await upload(files(3), job, { ...inbox.options, maxFiles: 2 });
  assertEquals(inbox.received.map((one) => one.job), ["job.pdf", null]);
});

Deno.test("uploadResumes tells of what it doesn't send, with the first request", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const ids: number[] = [];
  const mixed = [new File(["123456"], "a.txt"), ...files(2), new File([], "b.txt")];
  await upload(mixed, "A cook", {
    ...inbox.options,
    maxFiles: 1,
    refusals: new Map([[0, "This file is over 5 B"], [3, "This file is empty"]]),
    onAnswer: (_, outcomes) => ids.push(...outcomes.keys()),
  });
  assertEquals(inbox.received.map((one) => one.refused), [[
    { name: "a.txt", size: 6, reason: "This file is over 5 B" },
    { name: "b.txt", size: 0, reason: "This file is empty" },
  ], []]);
  assertEquals(inbox.received.map((one) => one.names), [["0.txt"], ["1.txt"]]);
  // Those that are told of are not awaited.
  assertEquals(inbox.received.map((one) => one.expected), ["2", null]);
  assertEquals(ids, [1, 2]);
});

Deno.test("uploadResumes tells the batch of what was refused before there was one", async () => {
  await using inbox = new Inbox((n, received) => {
    if (n > 0) return accept(received);
    const rejected = received.names.map((name) => ({ name, reason: "The file is a picture" }));
    return Response.json({ title: "x", rejected }, { status: 422 });
  });
  await upload(files(2), "A cook", { ...inbox.options, maxFiles: 1 });
  assertEquals(inbox.received[1].refused, [
    { name: "0.txt", size: 5, reason: "The file is a picture" },
  ]);
});

Deno.test("uploadResumes tells by itself of what a proxy finds too large", async () => {
  await using inbox = new Inbox((n, received) =>
    n === 1 ? new Response("", { status: 413 }) : accept(received)
  );
  await upload(files(2), "A cook", { ...inbox.options, maxFiles: 1 });
  const [, , last] = inbox.received;
  assertEquals([last.batchId, last.names, last.refused[0].name], ["b1", [], "1.txt"]);
});

Deno.test("uploadResumes repeats the very same request, and names its sender", async () => {
  await using inbox = new Inbox((n, received) =>
    n % 3 < 2 ? new Response("", { status: 503 }) : accept(received)
  );
  await upload(files(4), "A cook", {
    ...inbox.options,
    maxFiles: 2,
    refusals: new Map([[3, "This file is empty"]]),
  });
  const contents = Map.groupBy(inbox.received, ({ key }) => key);
  assertEquals([...contents.values()].map((tries) => tries.length), [3, 3]);
  for (const tries of contents.values()) {
    assertEquals(new Set(tries.map(({ content }) => content)).size, 1);
  }
  assertEquals(new Set(inbox.received.map(({ sender }) => sender)).size, 1);
  assertEquals(/^[0-9a-f]{32}$/.test(inbox.received[0].sender!), true);
});

Deno.test("uploadResumes refuses files that are gone, and sends the others under a new key", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const gone = new File(["12345"], "gone.txt");
  const unreadable = () => Promise.reject(new DOMException("", "NotReadableError"));
  gone.slice = () => Object.assign(new Blob(), { arrayBuffer: unreadable });
  Object.assign(gone, {
    stream: () => new ReadableStream({ start: (it) => it.error(new Error()) }),
  });
  const outcomes: string[] = [];
  await upload([...files(1), gone], "A cook", {
    ...inbox.options,
    onAnswer: (_, some) => some.forEach((outcome, index) => outcomes[index] = outcome.kind),
  });
  assertEquals(outcomes, ["accepted", "rejected"]);
  assertEquals(inbox.received.at(-1)!.names, ["0.txt"]);
  assertEquals(inbox.received.at(-1)!.refused.map(({ name }) => name), ["gone.txt"]);
});
