import { assert, assertEquals } from "@std/assert";
import { effect } from "@preact/signals";
import { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import type { FileState } from "@/lib/wire/file_state.ts";

/** A real server with one batch of one file, whose events the test sends when it wants to. */
class FakeServer {
  requests: string[] = [];
  status = "processing";
  state: FileState = "received";
  run = 1;
  streaming = true;
  /** Holds back the next answer to GET of the batch, once it is made. */
  gate: Promise<void> | null = null;
  /** Holds back the answers to uploads. */
  uploadGate: Promise<void> | null = null;
  /** Whether the batch was deleted, or was finished from elsewhere. */
  deleted = false;
  finished = false;
  /** Whether another page is sending: only by force it is closed or cancelled. */
  sentByOther = false;
  /** Whether a retry is refused. */
  refusing = false;
  /** The statuses by which the next uploads are refused; null for none. */
  refusals: (number | null)[] = [];
  /** How many results there are, and whether those after the first 100 can't be had. */
  total = 0;
  lacking = false;
  #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #server: Deno.HttpServer<Deno.NetAddr>;
  #seq = 0;
  #next = Promise.withResolvers<void>();

  constructor() {
    const options = { port: 0, hostname: "127.0.0.1", onListen() {} };
    this.#server = Deno.serve(options, (request) => this.#answer(request));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Moves the file and says so on every stream. */
  move(state: FileState, status = this.status): void {
    this.state = state;
    this.status = status;
    this.send("file", {
      batch_id: "B",
      file_id: "f",
      name: "a.txt",
      run: this.run,
      state,
      score: 50,
    });
    this.send("progress", { batch_id: "B", run: this.run, status, completed: 0, total: 1 });
  }

  /** Waits for a request. */
  async asked(request: string): Promise<void> {
    while (!this.requests.includes(request)) await this.#next.promise;
  }

  send(type: string, data: unknown): void {
    const text = `event: ${type}\nid: eeeeeeeeeeeeeeee.${++this.#seq}\ndata: ${
      JSON.stringify(data)
    }\n\n`;
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stream of this.#streams) stream.close();
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    await request.body?.cancel();
    if (pathname.includes("/stream/")) return this.#stream();
    this.requests.push(`${request.method} ${pathname.split("/").slice(-2).join("/")}`);
    this.#next.resolve();
    this.#next = Promise.withResolvers();
    if (this.deleted) return Response.json({ detail: "Not found" }, { status: 404 });
    if (this.finished && pathname.endsWith("/upload")) {
      const type = "urn:resume-screener:problem:conflict";
      return Response.json({ type, detail: "It is closed" }, { status: 409 });
    }
    if (pathname.endsWith("/results")) return this.#results(Number(searchParams.get("offset")));
    if (/\/(close|cancel)$/.test(pathname) && this.sentByOther && !searchParams.has("force")) {
      const type = "urn:resume-screener:problem:batch-being-sent";
      return Response.json({ type, detail: "Being sent" }, { status: 409 });
    }
    if (pathname.endsWith("/none")) {
      return Response.json({ detail: 'Cannot find batch "none"' }, { status: 404 });
    }
    if (pathname.endsWith("/retry")) {
      if (this.refusing) return Response.json({ detail: "Nothing to retry" }, { status: 409 });
      this.run += 1;
      this.state = "received";
      this.status = "queued";
    }
    if (pathname.endsWith("/upload")) {
      await this.uploadGate;
      const status = this.refusals.shift();
      if (status) return Response.json({ detail: "No" }, { status });
      const accepted = [{ file_id: "f", name: "a.txt" }];
      return Response.json({ batch_id: "B", accepted, rejected: [] }, { status: 202 });
    }
    const file = {
      file_id: "f",
      name: "a.txt",
      size: 1,
      state: this.state,
      reason: null,
      score: null,
    };
    const { status, run } = this;
    const body = {
      batch_id: "B",
      open: !this.finished,
      run,
      status,
      job_description: "A cook",
      files: [file],
    };
    const { gate } = this;
    this.gate = null;
    await gate;
    return Response.json(body);
  }

  #results(offset: number): Response {
    if (this.lacking && offset > 0) return Response.json({ detail: "Lost" }, { status: 404 });
    const count = Math.min(offset === 0 ? 100 : 300, this.total - offset);
    const results = Array.from({ length: count }, (_, i) => ({ rank: offset + i + 1 }));
    return Response.json({ results, total: this.total });
  }

  #stream(): Response {
    if (!this.streaming) return Response.json({ detail: "full" }, { status: 503 });
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#streams.add(own = controller);
        const hello =
          `event: connected\nid: eeeeeeeeeeeeeeee.${this.#seq}\ndata: {"resumed":false}\n\n`;
        controller.enqueue(new TextEncoder().encode(hello));
      },
      cancel: () => void this.#streams.delete(own),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }
}

function sessionOf(server: FakeServer, pollMs = 60_000): BatchSession {
  return new BatchSession("u", { baseUrl: server.url, drawMs: 1, pollMs, backoff: { baseMs: 2 } });
}

/** A session whose upload has reached the server; `answer` lets the server answer it. */
async function uploadUnanswered(server: FakeServer) {
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  server.uploadGate = promise;
  const session = sessionOf(server);
  const upload = session.upload([new File(["x"], "a.txt")], "A cook");
  await server.asked("POST resumes/upload");
  return { session, upload, answer };
}

function until(session: BatchSession, wanted: (state: BatchState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!wanted(session.state.value)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

function live(session: BatchSession): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (session.connection.value.kind !== "open") return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

const row = (state: BatchState) => "view" in state ? state.view.rows[0] : undefined;
const hasResults = (state: BatchState) => state.kind === "ended" && state.results !== null;

Deno.test("BatchSession follows an upload to its results and lets go of the stream", async () => {
  await using server = new FakeServer();
  const session = sessionOf(server);
  const opened = live(session);
  assertEquals(await session.upload([new File(["x"], "a.txt")], "A cook"), "B");
  await opened;
  assertEquals(session.state.value.kind, "running");
  server.move("scoring");
  await until(session, (state) => row(state)?.state === "scoring");
  server.move("done", "completed");
  await until(session, hasResults);
  assertEquals(row(session.state.value)?.state, "done");
  assertEquals(session.connection.value.kind, "idle");
  session.dispose();
});

Deno.test("BatchSession opens a batch in the middle and runs it again", async () => {
  await using server = new FakeServer();
  server.state = "failed";
  server.status = "failed";
  const session = sessionOf(server);
  await session.open("B");
  await until(session, hasResults);
  const opened = live(session);
  await session.retry();
  await until(session, (state) => state.kind === "running" && state.view.run === 2);
  await opened;
  server.move("done", "completed");
  await until(session, hasResults);
  assertEquals(row(session.state.value)?.state, "done");
  session.dispose();
});

Deno.test("BatchSession hears of what happens while it fetches the batch", async () => {
  await using server = new FakeServer();
  const gate = Promise.withResolvers<void>();
  server.gate = gate.promise;
  const session = sessionOf(server);
  const opened = live(session);
  const open = session.open("B");
  await opened;
  await server.asked("GET batches/B");
  server.move("done", "completed");
  gate.resolve();
  await open;
  await until(session, hasResults);
  assertEquals(row(session.state.value)?.state, "done");
  session.dispose();
});

Deno.test("BatchSession fetches a batch that has ended only once", async () => {
  await using server = new FakeServer();
  server.move("done", "completed");
  const session = sessionOf(server);
  await session.open("B");
  await until(session, hasResults);
  assertEquals(server.requests, ["GET batches/B", "GET B/results"]);
  session.dispose();
});

Deno.test("BatchSession asks for the batch while there is no stream", async () => {
  await using server = new FakeServer();
  server.streaming = false;
  const session = sessionOf(server, 5);
  await session.open("B");
  server.state = "done";
  server.status = "completed";
  await until(session, hasResults);
  session.dispose();
});

Deno.test("BatchSession loads the batch again after a reset", async () => {
  await using server = new FakeServer();
  const session = sessionOf(server);
  const opened = live(session);
  await session.open("B");
  await opened;
  server.state = "extracting";
  server.send("reset", { reason: "expired", progress: null });
  await until(session, (state) => row(state)?.state === "extracting");
  session.dispose();
});

Deno.test("BatchSession says where there is no such batch", async () => {
  await using server = new FakeServer();
  const session = sessionOf(server);
  await session.open("none");
  const message = "Not found. It may have expired or belong to someone else.";
  assertEquals(session.state.value, { kind: "gone", message });
  session.dispose();
});

Deno.test("BatchSession says that the batch it shows was deleted", async () => {
  await using server = new FakeServer();
  const session = sessionOf(server);
  const opened = live(session);
  await session.open("B");
  await opened;
  server.deleted = true;
  server.send("reset", { reason: "deleted", progress: null });
  await until(session, ({ kind }) => kind === "gone");
  const gone: BatchState = { kind: "gone", message: "This batch was deleted, or it has expired." };
  assertEquals(session.state.value, gone);
  session.leave();
  assertEquals(session.state.value.kind, "empty");
  session.dispose();
});

Deno.test("BatchSession finds an ended batch deleted when it is asked for something", async () => {
  await using server = new FakeServer();
  server.move("failed", "failed");
  const session = sessionOf(server);
  await session.open("B");
  await until(session, hasResults);
  server.deleted = true;
  await session.retry("f");
  assertEquals(server.requests.at(-1), "POST f/retry");
  assertEquals(session.state.value.kind, "gone");
  session.dispose();
});

Deno.test("BatchSession keeps the files that a batch lacks which was finished elsewhere", async () => {
  await using server = new FakeServer();
  const session = sessionOf(server);
  const files = Array.from({ length: 21 }, () => new File(["x"], "a.txt"));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.uploadGate = promise;
  const upload = session.upload(files, "A cook");
  await server.asked("POST resumes/upload");
  server.finished = true;
  resolve();
  assertEquals(await upload, "B");
  const state = session.state.value;
  assert(state.kind === "running");
  assertEquals(state.view.rows.filter((row) => row.state === "unsent").length, 20);
  assertEquals([state.view.open, state.problem], [false, null]);
  session.dispose();
});

Deno.test("BatchSession cancels a batch that it gave up before the answer named it", async () => {
  await using server = new FakeServer();
  const { session, upload, answer } = await uploadUnanswered(server);
  await session.acts.begin("cancel");
  assertEquals(session.acts.question.value, { act: "cancel", sentByOther: false, unsent: 1 });
  await session.acts.answer(true);
  assertEquals(session.state.value, { kind: "empty", problem: null });
  answer();
  assertEquals(await upload, null);
  await server.asked("POST B/cancel");
  assertEquals(session.state.value.kind, "empty");
  session.dispose();
});

Deno.test("BatchSession asks for nothing more once it is disposed of", async () => {
  await using server = new FakeServer();
  const { session, upload, answer } = await uploadUnanswered(server);
  session.dispose();
  answer();
  assertEquals(await upload, null);
  assertEquals(session.state.value.kind, "uploading");
  assertEquals(server.requests, ["POST resumes/upload"]);
});

Deno.test("BatchSession lets go of the stream where a retry is refused", async () => {
  await using server = new FakeServer();
  server.refusing = true;
  server.move("failed", "failed");
  const session = sessionOf(server);
  await session.open("B");
  await until(session, hasResults);
  await session.retry();
  const state = session.state.value;
  assertEquals(state.kind === "ended" && state.problem, "Nothing to retry");
  assertEquals(session.connection.value.kind, "idle");
  session.dispose();
});

Deno.test("BatchSession goes on with the results where fetching them broke off", async () => {
  await using server = new FakeServer();
  server.total = 150;
  server.lacking = true;
  server.move("done", "completed");
  const session = sessionOf(server);
  await session.open("B");
  await until(session, (state) => state.kind === "ended" && state.problem === "Lost");
  server.lacking = false;
  await session.fetchResults();
  const state = session.state.value;
  assert(state.kind === "ended" && state.results !== null);
  assertEquals([state.problem, state.results.complete], [null, true]);
  const ranks = state.results.results.map(({ rank }) => rank);
  assertEquals(ranks, Array.from({ length: 150 }, (_, index) => index + 1));
  session.dispose();
});

Deno.test("BatchSession renews results, and shows those there are until the last has come", async () => {
  await using server = new FakeServer();
  server.total = 150;
  server.move("done", "completed");
  const session = sessionOf(server);
  await session.open("B");
  await until(session, (state) => state.kind === "ended" && state.results?.complete === true);
  server.total = 160;
  const counts: (number | undefined)[] = [];
  const stop = effect(() => {
    const state = session.state.value;
    if (state.kind === "ended") counts.push(state.results?.results.length);
  });
  await session.renewResults();
  stop();
  assertEquals(counts, [150, 160]);
  session.dispose();
});

Deno.test("BatchSession reads an ended batch again where it stands, and says when it is gone", async () => {
  await using server = new FakeServer();
  server.total = 3;
  server.move("done", "completed");
  const session = sessionOf(server);
  await session.open("B");
  await until(session, (state) => state.kind === "ended" && state.results?.complete === true);
  const kinds = new Set<string>();
  const stop = effect(() => void kinds.add(session.state.value.kind));
  await session.open("B");
  const state = session.state.value;
  assertEquals(state.kind === "ended" && state.results?.results.length, 3);
  assertEquals([...kinds, session.connection.value.kind], ["ended", "idle"]);
  server.deleted = true;
  await session.open("B");
  await until(session, ({ kind }) => kind === "gone");
  stop();
  assertEquals([...kinds], ["ended", "gone"]);
  session.dispose();
});

Deno.test("BatchSession asks before it closes what another page is sending", async () => {
  await using server = new FakeServer();
  server.sentByOther = true;
  const session = sessionOf(server);
  await session.open("B");
  await session.acts.begin("close");
  assertEquals(session.acts.question.value, { act: "close", sentByOther: true, unsent: 0 });
  await session.acts.answer(false);
  assertEquals(session.acts.question.value, null);
  const asked = server.requests.filter((request) => request.includes("close"));
  assertEquals(asked, ["POST B/close"]);
  await session.acts.begin("close");
  await session.acts.answer(true);
  assertEquals(server.requests.filter((request) => request.includes("close")).length, 3);
  assertEquals(session.acts.question.value, null);
  session.dispose();
});

Deno.test("BatchSession keeps what a broken upload has left, and sends it when told to", async () => {
  await using server = new FakeServer();
  const session = new BatchSession("u", { baseUrl: server.url, drawMs: 1, maxFiles: 1 });
  server.refusals = [null, 401];
  await session.upload(["a.txt", "b.txt"].map((name) => new File(["x"], name)), "A cook");
  const broken = session.state.value;
  assert(broken.kind === "running");
  assertEquals(broken.view.rows.filter(({ state }) => state === "unsent").length, 1);
  assertEquals(server.requests.includes("POST B/close"), false);
  await session.sendRest();
  assertEquals(server.requests.filter((one) => one === "POST resumes/upload").length, 3);
  assertEquals(server.requests.includes("POST B/close"), true);
  session.dispose();
});
