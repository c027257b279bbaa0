/** What every sandbox is handed: it may not read anything itself. */
export interface ParserCode {
  /** The parser as one script. */
  script: Uint8Array<ArrayBuffer>;
  /** PDFium's WebAssembly. */
  wasm: Uint8Array<ArrayBuffer>;
}

/** Reads PDFium's WebAssembly from node_modules. */
export async function readWasm(): Promise<Uint8Array<ArrayBuffer>> {
  return await Deno.readFile(new URL(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm")));
}

/**
 * Bundles the parser (0.3 s, in a process of its own that ends).
 * @throws {Error} no subprocesses here, or esbuild doesn't run
 */
export async function bundleParser(): Promise<Uint8Array<ArrayBuffer>> {
  const entry = new URL("./bundle_main.ts", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-prompt", entry.href],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  if (!success) {
    throw new Error(`Cannot bundle "child_worker_main.ts": ${new TextDecoder().decode(stderr)}`);
  }
  return stdout;
}
