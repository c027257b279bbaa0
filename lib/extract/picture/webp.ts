import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_PAGE_PIXELS } from "@/lib/extract/document/limits.ts";
import { checkSize, type PicturePage } from "@/lib/extract/picture/picture_page.ts";
import { pngPage } from "@/lib/extract/picture/png.ts";

/** Bytes of the header up to the end of the first chunk's size. */
const HEADER_BYTES = 30;

/**
 * Decodes a WebP by what Deno itself has for it, which wants no permission. Of an animation, the
 * first picture; it is made small enough for a page at once.
 * @throws {ExtractionError} corrupt, too_many_pixels or no_text; unsupported where Deno is too old
 */
export async function webpPage(bytes: Uint8Array<ArrayBuffer>): Promise<PicturePage> {
  const { width, height } = webpSize(bytes);
  checkSize(width, height);
  if (typeof OffscreenCanvas === "undefined") throw new ExtractionError("unsupported");
  const shrink = Math.min(1, Math.sqrt(MAX_PAGE_PIXELS / (width * height)));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/webp" }), {
    resizeWidth: Math.max(1, Math.round(width * shrink)),
    resizeHeight: Math.max(1, Math.round(height * shrink)),
    resizeQuality: "medium",
  }).catch(() => {
    throw new ExtractionError("corrupt");
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(bitmap);
  const png = await canvas.convertToBlob({ type: "image/png" });
  return await pngPage(new Uint8Array(await png.arrayBuffer()));
}

/**
 * Width and height as the first chunk has them (RFC 9649).
 * @throws {ExtractionError} corrupt
 */
export function webpSize(bytes: Uint8Array): { width: number; height: number } {
  if (bytes.length < HEADER_BYTES) throw new ExtractionError("corrupt");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u24 = (at: number) => view.getUint16(at, true) | (bytes[at + 2] << 16);
  const chunk = String.fromCharCode(...bytes.subarray(12, 16));
  if (chunk === "VP8X") return { width: u24(24) + 1, height: u24(27) + 1 };
  if (chunk === "VP8L") {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
  }
  if (chunk !== "VP8 ") throw new ExtractionError("corrupt");
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}
