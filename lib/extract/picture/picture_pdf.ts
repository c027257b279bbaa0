import type { PicturePage, Tile } from "@/lib/extract/picture/picture_page.ts";

/** Points per pixel of a page at 150 dpi. */
const POINTS = 72 / 150;

/** The number of the object that is a picture's `tint`. */
export const TINT = 5;
const FIRST_TILE = 6;

/** The axes of each EXIF orientation: where the picture's right and its up point to on the page. */
const TURNS: Record<number, [rightX: number, rightY: number, upX: number, upY: number]> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, -1, -1, 0],
  6: [0, -1, 1, 0],
  7: [0, 1, 1, 0],
  8: [0, 1, -1, 0],
};

/** A PDF of one page that shows the picture, a pixel being 1/150 inch: PDFium decodes what it holds. */
export function picturePdf(
  { width, height, orientation, tiles, tint }: PicturePage,
): Uint8Array<ArrayBuffer> {
  const turn = TURNS[orientation] ?? TURNS[1];
  const [w, h] = [width * POINTS, height * POINTS];
  const box = turn[0] === 0 ? [h, w] : [w, h];
  const names = tiles.map((_, index) => `/I${index} ${index + FIRST_TILE} 0 R`).join("");
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${box.join(" ")}]/Contents 4 0 R` +
    `/Resources<</XObject<<${names}>>>>>>`;
  const draw = tiles.map((tile, index) => `q ${placed(tile, height)} cm /I${index} Do Q\n`).join(
    "",
  );
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]>>" },
    { value: page },
    { value: "<<>>", stream: new TextEncoder().encode(`${turned(turn, box)} cm\n${draw}`) },
    functionOf(tint),
    ...tiles.map(({ width, height, dictionary, data }) => ({
      value: `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}${dictionary}>>`,
      stream: data,
    })),
  ]);
}

/** The matrix that brings the picture, its lower left corner at 0, onto the page. */
function turned([rightX, rightY, upX, upY]: readonly number[], box: readonly number[]): string {
  // Whichever corner then lies lowest and leftmost comes to the page's corner.
  const left = rightX + upX < 0 ? box[0] : 0;
  const bottom = rightY + upY < 0 ? box[1] : 0;
  return [rightX, rightY, upX, upY, left, bottom].join(" ");
}

function placed({ x, y, width, height }: Tile, pageHeight: number): string {
  const bottom = pageHeight - y - height;
  return [width, 0, 0, height, x, bottom].map((value) => value * POINTS).join(" ");
}

function functionOf(tint = ">>"): PdfObject {
  const end = tint.indexOf(">>") + 2;
  return { value: `<<${tint.slice(0, end)}`, stream: new TextEncoder().encode(tint.slice(end)) };
}

interface PdfObject {
  value: string;
  stream?: Uint8Array;
}

/** Objects are numbered from 1, and 1 is the catalog. */
function pdfOf(objects: readonly PdfObject[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const push = (part: string | Uint8Array) => {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  push("%PDF-1.7\n");
  const offsets = objects.map(({ value, stream }, index) => {
    const offset = length;
    if (stream === undefined) push(`${index + 1} 0 obj\n${value}\nendobj\n`);
    else {
      push(`${index + 1} 0 obj\n${value.replace(/>>$/, `/Length ${stream.length}>>`)}\nstream\n`);
      push(stream);
      push("\nendstream\nendobj\n");
    }
    return offset;
  });
  const start = length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  push(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\n`);
  push(`startxref\n${start}\n%%EOF\n`);
  const pdf = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    pdf.set(part, at);
    at += part.length;
  }
  return pdf;
}
