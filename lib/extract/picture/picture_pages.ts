import type { PicturePage } from "@/lib/extract/picture/picture_page.ts";
import { checkSize } from "@/lib/extract/picture/picture_page.ts";
import type { PictureKind } from "@/lib/extract/picture/picture_kind.ts";
import { jpegHeader, jpegPage } from "@/lib/extract/picture/jpeg.ts";
import { pngHeader, pngPage } from "@/lib/extract/picture/png.ts";
import { tiffPage, tiffPages } from "@/lib/extract/picture/tiff.ts";
import { webpPage, webpSize } from "@/lib/extract/picture/webp.ts";

/** The kinds of files that are pictures of pages, and how each is read. */
interface PictureReader {
  /** Looks at the header alone; says how many pages there are. */
  pages(bytes: Uint8Array<ArrayBuffer>): number;
  page(bytes: Uint8Array<ArrayBuffer>, index: number): PicturePage | Promise<PicturePage>;
}

const onePage = (size: { width: number; height: number }) => {
  checkSize(size.width, size.height);
  return 1;
};

/** Reads each kind of picture; all throw ExtractionError. */
export const PICTURE_READERS = {
  png: { pages: (bytes) => onePage(pngHeader(bytes)), page: pngPage },
  jpeg: { pages: (bytes) => onePage(jpegHeader(bytes)), page: jpegPage },
  tiff: { pages: tiffPages, page: tiffPage },
  webp: { pages: (bytes) => onePage(webpSize(bytes)), page: webpPage },
} satisfies Record<PictureKind, PictureReader>;
