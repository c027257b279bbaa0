import { assert } from "@std/assert";
import { openapiDocument } from "@/lib/api/openapi/document.ts";
import { PROBLEM_TYPES } from "@/lib/wire/problem_types.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const page = Deno.readTextFileSync(new URL("../../../docs/api.md", import.meta.url));

/** A stream is left by its --max-time, which is curl's error 28. */
const CURL = 'curl() { command curl -sS --fail-with-body "$@" || [ $? = 28 ]; }\n';

Deno.test("docs/api.md has every route, method and problem type of the document", () => {
  for (const [path, methods] of Object.entries(openapiDocument().paths)) {
    for (const method of Object.keys(methods)) {
      const row = `${method.toUpperCase()} \`${path}\``;
      const said = path === "/api/v1/openapi.json" ? `GET ${path}` : row;
      assert(page.includes(said), `${said} is missing`);
    }
  }
  for (const slug of Object.keys(PROBLEM_TYPES)) assert(page.includes(`\`${slug}\``), slug);
});

Deno.test("the curl lines of docs/api.md work", async () => {
  await using server = await ServerProcess.start();
  const lines = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join("");
  const script = CURL + lines.replaceAll("localhost:8000", new URL(server.url).host);
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-e", "-c", script],
    cwd: server.folder,
    env: { TOKEN: "any" },
  }).output();
  const decoder = new TextDecoder();
  const [output, errors] = [decoder.decode(stdout), decoder.decode(stderr)];
  assert(success, `${errors}\n${output.slice(-3000)}`);
  assert(output.includes('"rank","score"') && output.includes("event: connected"), output);
});
