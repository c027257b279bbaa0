import type { Extractor } from "@/lib/extract/extractor.ts";
import { docOf } from "@/lib/extract/testing/doc_fixture.ts";
import { likeness, wordsOf } from "@/lib/extract/testing/likeness.ts";
import { chunkedDocx, docxOf, odtOf, paragraph } from "@/lib/extract/testing/office_fixture.ts";

/** How well a kind of file gives back the words that were put into it. */
export interface KindFigure {
  name: string;
  /** The mean of the words' F1 over all texts. */
  words: number;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A text in each kind of file but PDF, by the names of the files. */
export async function keptAs(text: string): Promise<Record<string, Uint8Array>> {
  const lines = text.replace(/[^\P{Cc}\n\t]/gu, " ").split("\n");
  const paragraphs = lines.map((line) => paragraph(escaped(line))).join("");
  const page = `<html><body>${
    lines.map((line) => `<p>${escaped(line)}</p>`).join("")
  }</body></html>`;
  return {
    "docx": await docxOf(paragraphs),
    "docx of a page (altChunk)": await chunkedDocx({ "word/page.html": page }),
    "doc": docOf(`${lines.join("\r")}\r`),
    "odt": await odtOf(lines.map((line) => `<text:p>${escaped(line)}</text:p>`).join("")),
    "rtf": utf8(`{\\rtf1\\ansi\\ansicpg1252 ${lines.map(inRtf).join("\\par\n")}}`),
    "html": utf8(page),
    "txt": utf8(text),
    "txt in UTF-16 without its mark": utf16(text),
  };
}

/** Reads each text back from each kind of file. */
export async function kindFigures(
  extractor: Extractor,
  texts: readonly string[],
): Promise<KindFigure[]> {
  const sums = new Map<string, number>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (const [kind, bytes] of Object.entries(await keptAs(text))) {
      const read = await extractor.extract(bytes, `cv.${kind.split(" ")[0]}`);
      sums.set(kind, (sums.get(kind) ?? 0) + likeness(words, wordsOf(read.text)));
    }
  }
  return [...sums].map(([name, sum]) => ({ name, words: sum / texts.length }));
}

function inRtf(line: string): string {
  return line.replace(/[\\{}]/g, "\\$&").replace(/[^\p{ASCII}]/gu, (letter) => {
    const units = Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at));
    return units.map((unit) => `\\u${unit}?`).join("");
  });
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), true);
  return bytes;
}
