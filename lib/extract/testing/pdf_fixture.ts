import { constants, deflateRawSync } from "node:zlib";
import { concat } from "@/lib/bytes.ts";
/** An object of a PDF: its dictionary or value, and its stream if it has one. */
export interface PdfObject {
  value: string;
  stream?: Uint8Array;
}

/** Puts a minimal PDF together by hand; objects are numbered from 1 and 1 is the catalog. */
export function pdfOf(objects: readonly PdfObject[], trailer = ""): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [encoder.encode("%PDF-1.7\n")];
  let offset = parts[0].length;
  const offsets: number[] = [];
  const push = (part: Uint8Array) => {
    parts.push(part);
    offset += part.length;
  };
  objects.forEach(({ value, stream }, index) => {
    offsets.push(offset);
    const dictionary = stream === undefined
      ? value
      : value.replace(/>>$/, `/Length ${stream.length}>>`);
    push(encoder.encode(`${index + 1} 0 obj\n${dictionary}\n`));
    if (stream !== undefined) {
      push(encoder.encode("stream\n"));
      push(stream);
      push(encoder.encode("\nendstream\n"));
    }
    push(encoder.encode("endobj\n"));
  });
  const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${entries}` +
    `trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${offset}\n%%EOF\n`;
  push(encoder.encode(end));
  return concat(parts);
}

/** A PDF whose pages have these content streams; font /F1 is Helvetica. */
export function pdfOfPages(
  contents: readonly (string | PdfObject)[],
  resources = "",
): Uint8Array<ArrayBuffer> {
  const first = 4;
  const kids = contents.map((_, index) => `${first + index * 2} 0 R`).join(" ");
  const objects: PdfObject[] = [
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: `<</Type/Pages/Count ${contents.length}/Kids[${kids}]/MediaBox[0 0 612 792]>>` },
    { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>" },
  ];
  contents.forEach((content, index) => {
    const page = `<</Type/Page/Parent 2 0 R/Contents ${first + index * 2 + 1} 0 R` +
      `/Resources<</Font<</F1 3 0 R>>${resources}>>>>`;
    objects.push({ value: page });
    objects.push(
      typeof content === "string"
        ? { value: "<<>>", stream: new TextEncoder().encode(content) }
        : content,
    );
  });
  return pdfOf(objects);
}

/** A PDF that wants a password which nobody knows. */
export function encryptedPdf(): Uint8Array<ArrayBuffer> {
  const secret = `<${"5a".repeat(32)}>`;
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: "<</Type/Pages/Count 0/Kids[]>>" },
    { value: `<</Filter/Standard/V 1/R 2/O${secret}/U${secret}/P -4>>` },
  ], "/Encrypt 3 0 R/ID[<00><00>]");
}

/** One line of text at a place, in points from the lower left corner. */
export function line(text: string, x: number, y: number, size = 11, before = ""): string {
  const escaped = text.replace(/[\\()]/g, "\\$&");
  return `BT ${before} /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped}) Tj ET\n`;
}

/** A deflated stream, with its filter. */
export async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<PdfObject> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return { value: "<</Filter/FlateDecode>>", stream: packed };
}

/** Thirty pages of a stream that inflates to 48 MB of nothing: over a minute of parsing in 0.2 MB. */
export function endlessPdf(): Uint8Array<ArrayBuffer> {
  return idlePdf(30, 48);
}

/** So many pages of a stream that inflates to so many MB of nothing, each a 20th of a second of parsing. */
export function idlePdf(pages: number, megabytes: number): Uint8Array<ArrayBuffer> {
  const content = inflating("q Q ".repeat(250_000), megabytes);
  const kids = Array.from({ length: pages }, (_, index) => `${index + 4} 0 R`);
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: `<</Type/Pages/Count ${pages}/Kids[${kids.join(" ")}]/MediaBox[0 0 612 792]>>` },
    content,
    ...kids.map(() => ({ value: "<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>>>" })),
  ]);
}

/** Forms that each draw the next `fan` times: a kilobyte that wants gigabytes. */
export function nestedForms(depth: number, fan: number): Uint8Array<ArrayBuffer> {
  const first = 5;
  const call = Array(fan).fill("/X Do").join(" ");
  const draws = (index: number) => `/Resources<</XObject<</X ${index} 0 R>>>>`;
  const forms = Array.from({ length: depth }, (_, level) => {
    const last = level === depth - 1;
    const resources = last ? "" : draws(first + level + 1);
    const value = `<</Type/XObject/Subtype/Form/BBox[0 0 9 9]${resources}>>`;
    return { value, stream: new TextEncoder().encode(last ? "n" : call) };
  });
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
    { value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R${draws(first)}>>` },
    { value: "<<>>", stream: new TextEncoder().encode(call) },
    ...forms,
  ]);
}

/** Its content inflates to 300 MB. */
export function bombPdf(): Uint8Array {
  return pdfOfPages([inflating(" ".repeat(1e6), 300)]);
}

/** A stream of one block of zlib's, over and over: to deflate it all takes seconds. */
function inflating(text: string, times: number): PdfObject {
  const block = deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const [head, end] = [new Uint8Array([0x78, 0x9c]), new Uint8Array([3, 0])];
  const stream = concat([head, ...Array<Uint8Array>(times).fill(block), end]);
  return { value: "<</Filter/FlateDecode>>", stream };
}
