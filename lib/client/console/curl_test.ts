import { assertEquals } from "@std/assert";
import { curlCommand } from "@/lib/client/console/curl.ts";

const url = "http://localhost:8000/a?from=now&x=1";

Deno.test("curlCommand asks for a stream with its bytes as they come", () => {
  assertEquals(curlCommand({ url, unbuffered: true }), `curl -iN '${url}'`);
  assertEquals(
    curlCommand({ url, unbuffered: true, withToken: true }),
    `curl -iN '${url}' \\\n  -H "authorization: Bearer $TOKEN"`,
  );
});

Deno.test("curlCommand sends a body that a real shell takes apart as it was", async () => {
  const body = `{"message": "it's $HOME \`id\` \\"quoted\\"\\n"}`;
  const command = curlCommand({ url, body }).replace(/^curl/, `printf '%s\\0'`);
  const { stdout } = await new Deno.Command("sh", { args: ["-c", command] }).output();
  const words = new TextDecoder().decode(stdout).split("\0").slice(0, -1);
  assertEquals(words, ["-i", url, "-H", "content-type: application/json", "--data-raw", body]);
});
