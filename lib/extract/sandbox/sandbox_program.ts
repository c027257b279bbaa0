/** What every sandbox is handed: it may not read anything itself. */
export interface SandboxCode {
  /** What runs in it, as one script. */
  script: Uint8Array<ArrayBuffer>;
  /** The WebAssembly that the script works with. */
  wasm: Uint8Array<ArrayBuffer>;
}

/** What a kind of sandbox is made of. */
export interface SandboxProgram {
  /** The script of a child's Worker, from this folder. */
  readonly script: string;
  /** The module of its WebAssembly. */
  readonly wasm: string;
  /** Starts what stands in for a child. */
  startWorker(options: WorkerOptions): Worker;
}

/** Parses documents. */
export const PARSER: SandboxProgram = {
  script: "./child_worker_main.ts",
  wasm: "@embedpdf/pdfium/pdfium.wasm",
  startWorker: (options) => new Worker(new URL("./worker_main.ts", import.meta.url), options),
};

/** Reads the pictures of pages. */
export const OCR: SandboxProgram = {
  script: "./ocr/child_ocr_main.ts",
  wasm: "tesseract.js-core/tesseract-core-relaxedsimd-lstm.wasm",
  startWorker: (options) =>
    new Worker(new URL("./ocr/worker_ocr_main.ts", import.meta.url), options),
};

/** Reads a program's WebAssembly from node_modules. */
export async function readWasm({ wasm }: SandboxProgram): Promise<Uint8Array<ArrayBuffer>> {
  return await Deno.readFile(new URL(import.meta.resolve(wasm)));
}

/** A script as one module, and what it is made of: paths from the project's root. */
export interface Bundle {
  script: Uint8Array<ArrayBuffer>;
  paths: string[];
}

/**
 * Bundles a program's script (0.3 s, in a process of its own that ends).
 * @throws {Error} no subprocesses here, or esbuild doesn't run
 */
export async function bundleScript({ script }: SandboxProgram): Promise<Bundle> {
  const entry = new URL("./script/bundle_main.ts", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-prompt", entry.href, script],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  if (!success) {
    throw new Error(`Cannot bundle "${script}": ${new TextDecoder().decode(stderr)}`);
  }
  const end = stdout.indexOf(10);
  const paths = JSON.parse(new TextDecoder().decode(stdout.subarray(0, end)));
  return { script: stdout.slice(end + 1), paths };
}
