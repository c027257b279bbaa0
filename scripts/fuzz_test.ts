import { assert, assertEquals } from "@std/assert";
import { KINDS } from "@/lib/wire/file_kinds.ts";
import { fuzz } from "@/scripts/fuzz.ts";
import { Findings } from "@/tests/fuzz/findings.ts";
import { fuzzHttp } from "@/tests/fuzz/http_fuzz.ts";
import { rawExchange } from "@/tests/fuzz/raw_connection.ts";
import { rounds } from "@/testing/thorough.ts";

Deno.test("fuzz finds nothing in a short run, and tries every sort of input and kind of file", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const report = await fuzz({
      http: rounds(60, 500),
      documents: rounds(100, 200),
      modes: ["open", "session"],
      seed: 20_261_125,
      folder,
    });
    assertEquals(report.findings, {}, await keptIn(folder));
    const sorts = Object.keys(report.answers).map((key) => key.split(" ").slice(0, 2).join(" "));
    assertEquals(
      [...new Set(sorts)].toSorted(),
      ["open", "session"].flatMap((mode) =>
        ["frames", "generated", "raw", "wild"].map((sort) => `${mode} ${sort}`)
      ),
    );
    for (const kind of KINDS) {
      assert(Object.keys(report.outcomes).some((key) => key.startsWith(kind)), kind);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("fuzz keeps what a server answers by 500, or not at all", async () => {
  const folder = await Deno.makeTempDir();
  // What it takes to move in, and nothing else.
  const answers: [path: RegExp, answer: (origin: string) => Response][] = [
    [/\/upload$/, () => {
      return Response.json({ batch_id: "b1", accepted: [{ file_id: "f1" }] }, { status: 202 });
    }],
    [/\/status\/me$/, () => Response.json({})],
    [/\/b1\?user_id=ann$/, () => Response.json({ status: "completed" })],
    [/\/shares\?user_id=ann$/, (origin) => {
      return Response.json({ url: `${origin}/shared/t`, share_id: "s1" }, { status: 201 });
    }],
    [/\/shared\/t$/, () => new Response("", { headers: { "set-cookie": "share=t" } })],
  ];
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const [, answer] = answers.find(([path]) => path.test(url)) ?? [];
    return answer?.(new URL(url).origin) ?? new Response(null, { status: 500 });
  });
  try {
    const { port } = server.addr;
    const findings = new Findings(folder);
    const at = { url: `http://127.0.0.1:${port}`, port };
    await fuzzHttp(at, { count: 60, seed: 1, findings });
    const found = findings.counts();
    assert(found["generated 500"] > 10, JSON.stringify(found));
    const kept = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assert(kept.includes("generated_500-1") && kept.includes("generated_500-1.txt"));
    assert(kept.length <= 2 * 20 * Object.keys(found).length);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("rawExchange tells an answer, an end and a hang apart", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const held: Deno.TcpConn[] = [];
  const says = ["HTTP/1.1 404 Not Found\r\n\r\n", "nonsense", null];
  const serving = (async () => {
    for (const text of says) {
      const connection = await listener.accept();
      if (text === null) held.push(connection);
      else {
        await connection.write(new TextEncoder().encode(text));
        connection.close();
      }
    }
  })();
  const ends = [];
  for (const _ of says) ends.push(await rawExchange(port, new Uint8Array([71]), 200));
  await serving;
  for (const connection of held) connection.close();
  assertEquals(ends, [404, "closed", "hang"]);
});

/** What was found, as far as it is text. */
async function keptIn(folder: string): Promise<string> {
  const kept: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(`${folder}/${name}`);
    kept.push(`${name}: ${text.slice(0, 1000)}`);
  }
  return kept.join("\n");
}
