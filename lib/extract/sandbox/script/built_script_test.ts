import { assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import {
  buildScript,
  builtScript,
  sandboxScript,
} from "@/lib/extract/sandbox/script/built_script.ts";
import { bundleScript, OCR } from "@/lib/extract/sandbox/sandbox_program.ts";

Deno.test("builtScript gives what was built, until its sources change; a built server trusts it", async () => {
  const path = await Deno.makeTempDir({ prefix: "built_script_" });
  const folder = pathToFileURL(`${path}/`);
  try {
    assertEquals(await builtScript(OCR, folder), null);
    await buildScript(OCR, folder);
    const built = await builtScript(OCR, folder);
    assertEquals(built, (await bundleScript(OCR)).script);

    const sources = new URL("child_ocr_main.json", folder);
    const { paths, digest } = JSON.parse(await Deno.readTextFile(sources));
    for (const own of ["ocr/child_ocr_main.ts", "script/bundle_main.ts", "frames.ts"]) {
      assertEquals(paths.includes(`lib/extract/sandbox/${own}`), true, own);
    }
    for (const changed of [[...paths, "main.ts"], paths.slice(1), [...paths, "gone.ts"]]) {
      await Deno.writeTextFile(sources, JSON.stringify({ paths: changed, digest }));
      assertEquals(await builtScript(OCR, folder), null);
    }

    const script = new TextEncoder().encode("the build's");
    await Deno.writeFile(new URL("child_ocr_main.js", folder), script);
    assertEquals(await sandboxScript(OCR, { folder, isTrusted: true }), script);
    assertEquals(await sandboxScript(OCR, { folder, isTrusted: false }), built);
    const nowhere = new URL("nowhere/", folder);
    assertEquals(await sandboxScript(OCR, { folder: nowhere, isTrusted: true }), built);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});
