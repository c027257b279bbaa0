import { assertEquals } from "@std/assert";
import { SSEService } from "@/lib/client/stream/sse_service.ts";
import { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";
import type { Decision, DecisionUpdate } from "@/lib/wire/review/decision.ts";

/** The decisions of a server, and what it was asked. */
class FakeServer {
  requests: string[] = [];
  decisions = new Map<string, Decision>();
  failing = false;

  /** Somebody else decides. */
  put(file: string, update: DecisionUpdate, by = "bob"): Decision {
    const version = (this.decisions.get(file)?.version ?? 0) + 1;
    const at = new Date(version * 1_000).toISOString();
    const { decision, reason = null, note = null } = update;
    const made = { decision, reason, note, by, at, version, criteria_version: null, score: 1 };
    this.decisions.set(file, made);
    return made;
  }

  fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input).replace(/.*\/batches\/B\//, "");
    const method = init?.method ?? "GET";
    this.requests.push(`${method} ${path}`);
    if (this.failing) throw new TypeError("No network");
    const body = init?.body ? JSON.parse(String(init.body)) : null;
    const [, file] = path.split("/");
    const standing = this.decisions.get(file) ?? null;
    if (method === "GET") return Response.json({ decision: standing, history: [] });
    if (method === "POST") {
      const decisions = body.files.map((file_id: string) =>
        file_id === "bad"
          ? { file_id, decision: null, problem: "It was refused" }
          : { file_id, decision: this.put(file_id, body, "ann"), problem: null }
      );
      return await Promise.resolve(Response.json({ decisions }));
    }
    const wanted = new Headers(init?.headers).get("if-match");
    if (wanted !== `"${standing?.version ?? 0}"`) {
      return Response.json({ detail: "It has another version" }, { status: 412 });
    }
    return Response.json(this.put(file, body, "ann"));
  };
}

function sessionOf(server: FakeServer): WorkbenchSession {
  const owner = {
    nameOf: (file: string) => `Person ${file}`,
    onBatchChanged: () => {},
    onScoring: () => {},
    onScored: () => {},
  };
  const whose = { userId: "ann", batchId: "B" };
  return new WorkbenchSession(whose, new SSEService(), owner, { fetch: server.fetch });
}

function sessionTest(
  name: string,
  work: (session: WorkbenchSession, server: FakeServer) => Promise<void>,
): void {
  Deno.test(`WorkbenchSession ${name}`, async () => {
    const server = new FakeServer();
    const session = sessionOf(server);
    try {
      await work(session, server);
    } finally {
      session.dispose();
    }
  });
}

sessionTest("decides over the version that was seen, and undoes it", async (session, server) => {
  await session.decide(["f"], "hold");
  await session.decide(["f"], "reject", "Far");
  assertEquals(session.toast.value?.text, "Person f: rejected");
  assertEquals(session.book.shown("f")?.reason, "Far");
  await session.undo();
  assertEquals([server.decisions.get("f")?.decision, session.toast.value?.text], [
    "hold",
    "Undone: Person f",
  ]);
  await session.undo();
  assertEquals([server.decisions.get("f")?.decision, server.decisions.get("f")?.version], [
    null,
    4,
  ]);
  await session.undo();
  assertEquals(session.toast.value?.text, "Nothing to undo");
});

sessionTest("sends quick steps one after the other", async (session, server) => {
  await Promise.all([session.decide(["f"], "hold"), session.decide(["f"], "shortlist")]);
  assertEquals(server.decisions.get("f")?.decision, "shortlist");
  assertEquals(session.toast.value?.tone, "done");
});

sessionTest(
  "tells a conflict, shows what stands, and has nothing to undo",
  async (session, server) => {
    server.put("f", { decision: "reject" });
    await session.decide(["f"], "shortlist");
    assertEquals(session.toast.value, {
      text: "Changed meanwhile, your change was not saved. Person f: rejected",
      tone: "problem",
      undo: false,
    });
    assertEquals(session.book.shown("f")?.decision, "reject");
    await session.undo();
    assertEquals(session.toast.value?.text, "Nothing to undo");
  },
);

sessionTest("decides about many in one request, and undoes in one", async (session, server) => {
  const files = Array.from({ length: 300 }, (_, i) => `f${i}`);
  await session.decide(files, "reject", "Far");
  assertEquals(server.requests, ["POST decisions"]);
  assertEquals(session.toast.value?.text, "300 candidates: rejected");
  await session.undo();
  assertEquals(server.requests.length, 2);
  assertEquals([...server.decisions.values()].every(({ decision }) => decision === null), true);
});

sessionTest("keeps the notes of those that have one", async (session, server) => {
  await session.decide(["a"], "hold");
  await session.note("a", "Call");
  assertEquals(session.toast.value?.text, "Person a: note saved");
  await session.decide(["a", "b", "c"], "shortlist");
  assertEquals([server.decisions.get("a")?.note, server.decisions.get("a")?.decision], [
    "Call",
    "shortlist",
  ]);
  assertEquals(server.requests.slice(2).toSorted(), ["POST decisions", "PUT files/a/decision"]);
});

sessionTest("tells of those of many that could not be changed", async (session, server) => {
  await session.decide(["a", "bad"], "hold");
  assertEquals(session.toast.value?.text, "1 of 2 not saved: It was refused");
  await session.undo();
  assertEquals(server.decisions.get("a")?.decision, null);
});

sessionTest(
  "shows what stands where there is no network, and can be asked again",
  async (session, server) => {
    await session.decide(["f"], "hold");
    server.failing = true;
    await session.decide(["f"], "reject");
    assertEquals(session.toast.value?.text, "Person f not saved: The server did not answer");
    assertEquals(session.book.shown("f")?.decision, "hold");
    await session.undo();
    assertEquals(session.book.shown("f")?.decision, "hold");
    server.failing = false;
    await session.undo();
    assertEquals(server.decisions.get("f")?.decision, null);
  },
);

sessionTest("leaves what others have changed since when it undoes", async (session, server) => {
  await session.decide(["a", "b"], "hold");
  session.book.take("a", server.put("a", { decision: "reject" }));
  await session.undo();
  assertEquals([server.decisions.get("a")?.decision, server.decisions.get("b")?.decision], [
    "reject",
    null,
  ]);
  assertEquals(session.toast.value?.text, "1 not undone: changed elsewhere since");
});

sessionTest(
  "gets the note that an event didn't tell before it changes the decision",
  async (session, server) => {
    const { at } = server.put("f", { decision: "hold", note: "From Bob" });
    const event = { batch_id: "B", file_id: "f", decision: "hold" as const, by: "bob", at };
    session.book.takeEvents([event]);
    await session.decide(["f"], "shortlist");
    assertEquals(server.decisions.get("f")?.note, "From Bob");
  },
);
