import { DocumentParser } from "@/lib/extract/document_parser.ts";

/** A parser in this process: tests look at what a sandbox would answer. */
export async function testParser(): Promise<DocumentParser> {
  const wasm = await Deno.readFile(new URL(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm")));
  const { process } = globalThis;
  const parser = await DocumentParser.load(await WebAssembly.compile(wasm));
  // PDFium's start takes it away, as sandboxes need none.
  globalThis.process = process;
  return parser;
}
