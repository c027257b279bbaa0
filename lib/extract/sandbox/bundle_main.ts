/**
 * Writes a sandbox's script, bundled into one module, to stdout; its argument is the script's path from
 * here. A process of its own: esbuild keeps one.
 */
import { build, stop } from "esbuild";
import { fileURLToPath } from "node:url";

const result = await build({
  entryPoints: [fileURLToPath(new URL(Deno.args[0], import.meta.url))],
  alias: {
    "@": fileURLToPath(new URL("../../..", import.meta.url)),
    "iconv-lite": fileURLToPath(new URL("../container/iconv.ts", import.meta.url)),
  },
  bundle: true,
  // What Tesseract's glue asks Node for, were it there.
  external: ["fs", "path", "crypto"],
  format: "esm",
  platform: "browser",
  target: "esnext",
  minify: true,
  write: false,
  logLevel: "error",
});
await Deno.stdout.write(result.outputFiles[0].contents);
await stop();
