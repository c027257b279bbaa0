import { DocumentParser } from "@/lib/extract/document_parser.ts";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { line, type PdfObject, pdfOf, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";

/** What stands on the pages that tests have read: few lines, for each takes a while. */
export const SCANNED = [
  "Mara Lindqvist",
  "mara.lindqvist@example.com",
  "Senior Software Engineer",
  "Acme Logistics, Berlin, 2014 - 2020",
  "Built payment services in Python and PostgreSQL",
  "Led the migration of forty services to Kubernetes",
  "Skills: Python, Kubernetes, Terraform, Java",
];

/** Lines of text as a scanner would see them, at 150 dpi. */
export async function pageOf(lines: readonly string[], size = 14): Promise<GreyPicture> {
  const wasm = await Deno.readFile(new URL(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm")));
  const parser = await DocumentParser.load(await WebAssembly.compile(wasm));
  const content = lines.map((text, index) => line(text, 72, 700 - index * 2 * size, size)).join("");
  const { picture } = await parser.draw("pdf", new Uint8Array(pdfOfPages([content])), 0);
  return picture!;
}

/** A page with a scanner's grain; the same each time. */
export function grainy({ width, height, pixels }: GreyPicture, depth: number): GreyPicture {
  let seed = 1;
  const grain = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * depth;
  };
  const noisy = pixels.map((grey) => Math.max(0, Math.min(255, grey + grain())));
  return { width, height, pixels: noisy };
}

/** A PDF of the same picture on each page, and nothing else. */
export function scanOf({ width, height, pixels }: GreyPicture, pages = 1): Uint8Array {
  const box = `/MediaBox[0 0 ${width * 0.48} ${height * 0.48}]`;
  const draw = `q ${width * 0.48} 0 0 ${height * 0.48} 0 0 cm /I Do Q`;
  const kids = Array.from({ length: pages }, (_, index) => `${index + 5} 0 R`);
  const page: PdfObject = {
    value: `<</Type/Page/Parent 2 0 R${box}/Contents 3 0 R/Resources<</XObject<</I 4 0 R>>>>>>`,
  };
  const image = `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}` +
    "/ColorSpace/DeviceGray/BitsPerComponent 8>>";
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: `<</Type/Pages/Count ${pages}/Kids[${kids.join(" ")}]>>` },
    { value: "<<>>", stream: new TextEncoder().encode(draw) },
    { value: image, stream: pixels },
    ...kids.map(() => page),
  ]);
}
