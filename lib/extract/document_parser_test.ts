import { assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { fileKind } from "@/lib/extract/document/file_kind.ts";
import { DocumentParser } from "@/lib/extract/document_parser.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";
import { docOf } from "@/lib/extract/testing/doc_fixture.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";

const CASES = new URL("../../../shared/cases/", import.meta.url);
const NOW = new Date("2026-11-15T00:00:00Z");

const utf8 = (text: string) => new TextEncoder().encode(text);

async function candidateOf(parser: DocumentParser, name: string, bytes: Uint8Array) {
  const kind = fileKind(name, bytes)!;
  const { text, hidden, reason } = await parser.parse(kind, new Uint8Array(bytes));
  const brief = briefOf(Deno.readTextFileSync(new URL("job.txt", CASES)));
  const { candidate, score } = assess({ text, brief, now: NOW, hiddenText: hidden ?? undefined });
  return { reason, hidden, score, ...candidate };
}

/** The resume of the cases as other programs keep it. */
function keptAs(resume: string): Record<string, Uint8Array | Promise<Uint8Array>> {
  const lines = resume.split("\n");
  const drawn = lines.map((text, at) => line(text, 72, 720 - at * 16)).join("");
  return {
    "cv.doc": docOf(`${lines.join("\r")}\r`),
    "a document of Word 97 called.pdf": docOf(`${lines.join("\r")}\r`),
    "text boxes.doc": docOf("\r", { boxes: `${lines.join("\r")}\r` }),
    "cv.pages": zipOf({
      "Index.zip": "x",
      "QuickLook/Preview.pdf": new TextDecoder("latin1").decode(pdfOfPages([drawn])),
    }),
    "a PDF called.doc": pdfOfPages([drawn]),
    "RTF called.doc": utf8(`{\\rtf1 ${lines.join("\\par\n")}}`),
    "a page called.doc": utf8(`<html><body>${lines.join("<br>")}</body></html>`),
    "text called.pdf": utf8(resume),
    "UTF-16.txt": new Uint8Array(new Uint16Array([...resume].map((c) => c.charCodeAt(0))).buffer),
  };
}

Deno.test({
  name: "DocumentParser reads one resume alike from all kinds (skipped without ../shared/cases)",
  ignore: !existsSync(CASES),
  async fn() {
    const parser = await DocumentParser.load(await WebAssembly.compile(await readWasm(PARSER)));
    const resume = Deno.readTextFileSync(new URL("base.txt", CASES));
    const expected = await candidateOf(parser, "base.txt", utf8(resume));
    assertEquals([expected.name, expected.skills.length, expected.years_experience], [
      "Mara Lindqvist",
      7,
      11.9,
    ]);
    const files = ["altchunk.docx", "document2.docx", "docx-bytes.pdf", "docx-bytes.txt"]
      .map((name) => `docx/${name}`).concat("encodings/74-rtf-textbox.rtf");
    for (const path of files) {
      const bytes = Deno.readFileSync(new URL(path, CASES));
      assertEquals([path, await candidateOf(parser, path, bytes)], [path, expected]);
    }
    for (const [name, bytes] of Object.entries(keptAs(resume))) {
      assertEquals([name, await candidateOf(parser, name, await bytes)], [name, expected]);
    }
    const japanese = Deno.readFileSync(new URL("encodings/71-wordpad-japanese.rtf", CASES));
    assertEquals((await parser.parse("rtf", japanese)).text.slice(0, 6), "山田 真良\n");
  },
});
