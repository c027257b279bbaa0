import { assertEquals, assertMatch } from "@std/assert";
import { PeerWatch } from "@/lib/sse/peer_watch.ts";
import { until } from "@/testing/until.ts";

const HEAD =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const peer = (hostname: string): Deno.Addr => ({ transport: "tcp", hostname, port: 0x9e68 });

/** A line of `/proc/net/tcp`, with `queued` bytes on their way, sent again or asked for so often. */
function row(address: string, queued: number, sentAgain = 0, probes = 0): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, "0");
  return `   1: 0100007F:4650 ${address} 01 ${hex(queued)}:00000000 01:00000014 ${hex(sentAgain)}` +
    `     0        ${probes} 1461 1 000000008078bd27 100 0 0 10 0\n`;
}

const V4 = "0200007F:9E68"; // 127.0.0.2
const V6 = "B80D0120000000000000000001000000:9E68"; // 2001:db8::1

Deno.test("PeerWatch ends who acknowledges nothing for long, and nobody else", async () => {
  const cases: [string, string, string[], boolean][] = [
    ["one to whom all is sent again", "127.0.0.2", Array(6).fill(row(V4, 36, 3)), true],
    ["one who is asked in vain", "127.0.0.2", Array(6).fill(row(V4, 36, 0, 3)), true],
    ["one by IPv6", "2001:db8::1", Array(6).fill(row(V6, 36, 1)), true],
    ["one who has all", "127.0.0.2", Array(6).fill(row(V4, 0)), false],
    ["one to whom bytes are on their way", "127.0.0.2", Array(6).fill(row(V4, 36)), false],
    ["another", "127.0.0.3", Array(6).fill(row(V4, 36, 3)), false],
    ["one who came back", "127.0.0.2", [3, 3, 3, 0, 3, 3].map((n) => row(V4, 36, n)), false],
  ];
  for (const [name, address, rows, ends] of cases) {
    let at = 0;
    const closed: string[] = [];
    const watch = new PeerWatch({
      stallMs: 4000,
      readTables: () => Promise.resolve([HEAD + rows[at], ""]),
    });
    watch.add(peer(address), { close: (reason) => void closed.push(reason) });
    for (; at < rows.length; at++) await watch.look(at * 1000);
    assertEquals(closed.slice(0, 1), ends ? ["stalled"] : [], name);
  }
});

Deno.test("PeerWatch forgets who has left, and reads nothing for nobody", async () => {
  let reads = 0;
  const readTables = () => Promise.resolve([`${++reads}`]);
  const watch = new PeerWatch({ stallMs: 1000, readTables });
  const stream = { close() {} };
  await watch.look(0);
  watch.add(peer("127.0.0.2"), stream);
  watch.delete(peer("127.0.0.2"), { close() {} });
  await watch.look(1);
  watch.delete(peer("127.0.0.2"), stream);
  await watch.look(1000);
  assertEquals(reads, 1);
});

Deno.test({
  name: "PeerWatch knows connections by the names that the system gives them",
  ignore: Deno.build.os !== "linux",
  async fn() {
    for (const hostname of ["127.0.0.1", "::1"]) {
      using listener = Deno.listen({ hostname, port: 0 });
      using client = await Deno.connect({ hostname, port: listener.addr.port });
      using accepted = await listener.accept();
      let table = "";
      const watch = new PeerWatch({
        stallMs: 0,
        readTables: async () => [table = await realTables(client.localAddr, 36)],
      });
      let closed = 0;
      watch.add(accepted.remoteAddr, { close: () => closed++ });
      await until("it to be found", async () => {
        await watch.look(performance.now());
        return closed > 0;
      });
      assertMatch(table, / 01 00000024:/);
    }
  },
});

/** The real tables, in which the connection to `peer` alone has bytes that nobody acknowledges. */
async function realTables(peer: Deno.Addr, queued: number): Promise<string> {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => Deno.readTextFile(`/proc/self/net/${name}`)),
  );
  const port = (peer as Deno.NetAddr).port.toString(16).toUpperCase().padStart(4, "0");
  const hex = queued.toString(16).toUpperCase().padStart(8, "0");
  const line = new RegExp(
    `^( *\\d+: \\S+ [0-9A-F]+:${port} 01 )\\S{8}(:\\S+ \\S+ )\\S{8}`,
    "gm",
  );
  return tables.join("").replace(line, `$1${hex}$200000003`);
}
