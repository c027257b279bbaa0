import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { uploadResumes } from "@/lib/client/upload/upload.ts";
import type { FileOutcome } from "@/lib/client/upload/upload_answer.ts";

interface Received {
  key: string | null;
  fields: string[];
  batchId: string | null;
  expected: string | null;
  /** The name of the file that describes the job. */
  job: string | null;
  names: string[];
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
        };
        return answer(this.received.push(one) - 1, one);
      },
    );
  }

  get options() {
    const baseUrl = `http://127.0.0.1:${this.#server.addr.port}`;
    return { baseUrl, backoff: { baseMs: 2, maxMs: 4 } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

function accept(received: Received): Response {
  const accepted = received.names.map((name) => ({ file_id: `id-${name}`, name }));
  return Response.json({ batch_id: "b1", accepted, rejected: [] }, { status: 202 });
}

function files(count: number): File[] {
  return Array.from({ length: count }, (_, i) => new File(["12345"], `${i}.txt`));
}

Deno.test("uploadResumes makes one batch of several requests", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const ids = new Map<number, FileOutcome>();
  let sent = 0;
  const batchId = await uploadResumes(files(5), "A cook", {
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
  assertEquals(await uploadResumes(files(1), "A cook", inbox.options), "b1");
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
  const batchId = await uploadResumes(
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
  const error = await assertRejects(() => uploadResumes(files(3), "x", inbox.options), ApiError);
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
  await assertRejects(() => uploadResumes(files(2), "x", options), Error, "enough");
  assertEquals(inbox.received.length, 1);
});

Deno.test("uploadResumes sends a job description that is a file as one", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const job = new File(["%PDF-1.7"], "job.pdf");
  await uploadResumes(files(3), job, { ...inbox.options, maxFiles: 2 });
  assertEquals(inbox.received.map((one) => one.job), ["job.pdf", null]);
});

Deno.test("uploadResumes keeps back what the server would find too large", async () => {
  await using inbox = new Inbox((_, received) => accept(received));
  const kept: number[] = [];
  const ids: number[] = [];
  const mixed = [new File(["123456"], "a.txt"), ...files(2), new File(["123456"], "b.txt")];
  await uploadResumes(mixed, "A cook", {
    ...inbox.options,
    maxFiles: 1,
    maxFileBytes: 5,
    onTooLarge: (indices) => kept.push(...indices),
    onAnswer: (_, outcomes) => ids.push(...outcomes.keys()),
  });
  assertEquals(kept, [0, 3]);
  assertEquals(ids, [1, 2]);
  assertEquals(inbox.received.map((one) => one.expected), ["2", null]);
});
