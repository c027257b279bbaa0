/** Writes the sandbox's script, bundled into one module, to stdout. A process of its own: esbuild keeps one. */
import { build, stop } from "esbuild";
import { fileURLToPath } from "node:url";

const result = await build({
  entryPoints: [fileURLToPath(new URL("./child_worker_main.ts", import.meta.url))],
  alias: {
    "@": fileURLToPath(new URL("../../..", import.meta.url)),
    "iconv-lite": fileURLToPath(new URL("../container/iconv.ts", import.meta.url)),
  },
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "esnext",
  minify: true,
  write: false,
  logLevel: "error",
});
await Deno.stdout.write(result.outputFiles[0].contents);
await stop();
