import { EventStream } from "@/lib/sse/event_stream.ts";
import { LogFixture } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

/**
 * Run in a network of its own (`unshare -n`), where it may cut the wire: opens a stream, cuts it, and
 * prints what is left open when the grace is long over, or sooner when the stream has ended.
 */
if (import.meta.main) {
  const ip = async (...args: string[]) => {
    const { success } = await new Deno.Command("ip", { args }).output();
    if (!success) throw new Error(`Cannot run ip ${args.join(" ")}`);
  };
  await ip("link", "set", "lo", "up");
  await ip("rule", "add", "pref", "10", "lookup", "local");
  await ip("rule", "del", "pref", "0");

  await using at = await LogFixture.open();
  const hub = at.newHub({ keepaliveSeconds: 1, stallGraceSeconds: 2 });
  const options = { hostname: "127.0.0.2", port: 0, onListen() {} };
  const server = Deno.serve(
    options,
    (_, info) => new Response(new EventStream(hub, "u", { peer: info.remoteAddr }).open(null)),
  );
  const client = await Deno.connect({ hostname: "127.0.0.2", port: server.addr.port });
  await client.write(new TextEncoder().encode("GET / HTTP/1.0\r\nhost: a\r\n\r\n"));
  await client.read(new Uint8Array(65_536));
  console.log(`before: ${hub.streamCount}`);
  for (const side of ["to", "from"]) {
    await ip("rule", "add", "pref", "5", side, "127.0.0.2", "blackhole");
  }
  await until("the end of the stream", () => hub.streamCount === 0, 45_000).catch(() => {});
  console.log(`after: ${hub.streamCount}`);
  Deno.exit();
}
