import { build, stop } from "esbuild";
import { Builder } from "fresh/dev";
import { buildScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { OCR, PARSER } from "@/lib/extract/sandbox/sandbox_program.ts";
import { requireVersion } from "@/lib/runtime_version.ts";
import { addressRefusal, endStart } from "@/lib/start_failure.ts";

/** Many files to keep, one to fetch; the looks of the console and of the workbench are their own. */
await build({
  entryPoints: [
    { in: "styles/main.css", out: "styles" },
    { in: "styles/console.css", out: "console" },
    { in: "styles/workbench/main.css", out: "workbench" },
    { in: "styles/document/main.css", out: "document" },
  ],
  outdir: "static",
  bundle: true,
  minify: true,
});
await stop();

const builder = new Builder();

try {
  requireVersion(Deno.version.deno);
  if (Deno.args.includes("build")) {
    await builder.build();
    for (const program of [PARSER, OCR]) await buildScript(program);
  } else await listen();
} catch (error) {
  endStart(error);
}

async function listen(): Promise<void> {
  const port = Number(Deno.env.get("PORT"));
  const address = { hostname: "127.0.0.1", port };
  const options = { ...address, tcpBacklog: 4096, port: port || undefined };
  try {
    await builder.listen(load, options);
  } catch (error) {
    throw addressRefusal(address, error);
  }
}

/**
 * Under `--watch` the end of the app isn't the end of its process, and a restart comes as a SIGTERM
 * too. With nobody listening for it, the signal ends app and watcher together.
 */
async function load() {
  const main = await import("./main.ts");
  Deno.removeSignalListener("SIGTERM", main.stop);
  return main;
}
