import { assert, assertEquals } from "@std/assert";
import { Tokens } from "@/lib/auth/tokens.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const MIB = 1024 * 1024;
const MAX_GROWTH = 64 * MIB;
const FINAL = 0x80;
const [CONTINUATION, BINARY] = [0, 2];
const REFUSAL = "HTTP/1.1 404 Not Found";

/** A WebSocket client over bare TCP that keeps to no rule but the framing. */
class Flooder implements Disposable {
  readonly answer: string;
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn, answer: string) {
    this.#connection = connection;
    this.answer = answer;
  }

  static async open(port: number, headers: Record<string, string>): Promise<Flooder> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const upgrade = {
      host: `127.0.0.1:${port}`,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    };
    const lines = Object.entries({ ...upgrade, ...headers }).map(([name, value]) =>
      `${name}: ${value}\r\n`
    );
    const request = `GET /api/v1/ws/progress/me HTTP/1.1\r\n${lines.join("")}\r\n`;
    await connection.write(new TextEncoder().encode(request));
    const buffer = new Uint8Array(65_536);
    const read = await connection.read(buffer) ?? 0;
    return new Flooder(connection, new TextDecoder().decode(buffer.subarray(0, read)));
  }

  /** Sends fragments of one message that never ends. */
  async sendFragments(bytes: number): Promise<void> {
    let opcode = BINARY;
    for (let sent = 0; sent < bytes; sent += MIB, opcode = CONTINUATION) {
      if (!await this.#send(frame(opcode, MIB, MIB))) return;
    }
  }

  /** Sends all of one frame but its end. */
  async sendUnfinished(bytes: number): Promise<void> {
    if (!await this.#send(frame(FINAL | BINARY, bytes, 0))) return;
    for (let left = bytes; left > MIB; left -= MIB) {
      if (!await this.#send(new Uint8Array(MIB))) return;
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #send(bytes: Uint8Array): Promise<boolean> {
    try {
      for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
      return true;
    } catch {
      return false; // The server has cut it off.
    }
  }
}

/** RFC 6455, section 5.2: a masked frame that says it has `length` bytes and has `given` of them. */
function frame(first: number, length: number, given: number): Uint8Array {
  const bytes = new Uint8Array(14 + given);
  bytes.set([first, FINAL | 127]);
  new DataView(bytes.buffer).setBigUint64(2, BigInt(length));
  return bytes;
}

Deno.test("WebSockets that flood cost a server in session mode less than 64 MB", async (t) => {
  await using server = await ServerProcess.start({
    env: {
      AUTH_MODE: "session",
      AUTH_SECRET: SECRET,
      WEBSOCKETS: "auto",
      LOG_LEVEL: "warn",
      WORKERS: "0",
    },
  });
  const tokens = new Tokens(new TextEncoder().encode(SECRET));
  const token = await tokens.issueToken({ user: "eve", scopes: ["read"], seconds: 600 });
  const headers = { authorization: `Bearer ${token}` };
  const floods: [string, (flooder: Flooder) => Promise<void>][] = [
    ["by fragments without end", (flooder) => flooder.sendFragments(200 * MIB)],
    ["by frames of 59 MB without their end", (flooder) => flooder.sendUnfinished(59 * MIB)],
  ];
  for (const [name, flood] of floods) {
    await t.step(name, async () => {
      using stack = new DisposableStack();
      const flooders = await Promise.all(
        Array.from({ length: 4 }, () => Flooder.open(server.port, headers)),
      );
      for (const flooder of flooders) stack.use(flooder);
      const before = await server.residentBytes();
      await Promise.all(flooders.map(flood));
      const added = await server.residentBytes() - before;
      assert(added < MAX_GROWTH, `${Math.round(added / MIB)} MiB`);
      for (const { answer } of flooders) assertEquals(answer.split("\r\n")[0], REFUSAL);
      assert(flooders[0].answer.includes("set WEBSOCKETS=on"), flooders[0].answer);
    });
  }
});
