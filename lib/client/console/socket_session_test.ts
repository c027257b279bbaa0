import { assertEquals } from "@std/assert";
import { SocketSession, type SocketState } from "@/lib/client/console/socket_session.ts";
import { problemType } from "@/lib/wire/problem_types.ts";

/** A real server and a session with it. */
function opened(handler: (req: Request) => Response) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, handler);
  const session = new SocketSession({ baseUrl: `http://127.0.0.1:${server.addr.port}` });
  return {
    session,
    async [Symbol.asyncDispose]() {
      session.disconnect();
      await server.shutdown();
    },
  };
}

function until<Kind extends SocketState["kind"]>(session: SocketSession, kind: Kind) {
  const { promise, resolve } = Promise.withResolvers<SocketState & { kind: Kind }>();
  const stop = session.state.subscribe((state) => {
    if (state.kind === kind) resolve(state as SocketState & { kind: Kind });
  });
  return promise.finally(() => stop());
}

Deno.test("SocketSession shows messages and how the socket was closed", async () => {
  await using site = opened((req) => {
    const { socket, response } = Deno.upgradeWebSocket(req);
    socket.onopen = () => {
      socket.send('{"event":"file","id":"a.1","data":{"state":"done"}}');
      socket.send("no JSON");
      socket.close(1001, "drain");
    };
    return response;
  });
  site.session.connect("me");
  assertEquals(await until(site.session, "closed"), {
    kind: "closed",
    code: 1001,
    reason: "drain",
  });
  assertEquals(site.session.received.value, 2);
  const shown = site.session.messages.items.value.map(({ type, id, data }) => [type, id, data]);
  assertEquals(shown, [["message", "", "no JSON"], ["file", "a.1", '{"state":"done"}']]);
});

Deno.test("SocketSession says why it did not open", async () => {
  const problem = (status: number, type: string) => () =>
    Response.json({ type, status, detail: "No" }, { status });
  await using off = opened(problem(404, problemType("websockets-off")));
  off.session.connect("me");
  await until(off.session, "off");
  const cases: [status: number, type: string, reason: string][] = [
    [426, problemType("upgrade-required"), "A proxy in between does not pass WebSockets on"],
    [403, problemType("forbidden"), "No (HTTP 403)"],
  ];
  for (const [status, type, reason] of cases) {
    await using site = opened(problem(status, type));
    site.session.connect("me");
    assertEquals(await until(site.session, "failed"), { kind: "failed", reason });
  }
});
