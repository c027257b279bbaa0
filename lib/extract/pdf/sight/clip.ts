import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Box } from "@/lib/extract/pdf/matrix.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** More clips in one another, or more corners of one, are no resume's: they may hide anything. */
const MAX_PATHS = 8;
const MAX_SEGMENTS = 64;

/** Whether an object's clip may cut off more of it than half its shorter side, as it does not by chance. */
export function mayBeClipped(pdfium: PdfiumExports, object: number, scratch: Scratch): boolean {
  const clip = pdfium.FPDFPageObj_GetClipPath(object);
  if (clip === 0) return false;
  const paths = pdfium.FPDFClipPath_CountPaths(clip);
  if (paths <= 0) return false;
  if (paths > MAX_PATHS) return true;
  const { at } = scratch;
  if (pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return true;
  const [left, bottom, right, top] = scratch.floats();
  const slack = Math.min(right - left, top - bottom) / 2;
  for (let index = 0; index < paths; index++) {
    const box = boundsOf(pdfium, clip, index, scratch);
    if (box === null) return true;
    const inside = left >= box.left - slack && right <= box.right + slack &&
      bottom >= box.bottom - slack && top <= box.top + slack;
    if (!inside) return true;
  }
  return false;
}

/** The box around one path of a clip; null where it is no simple shape. */
function boundsOf(
  pdfium: PdfiumExports,
  clip: number,
  path: number,
  scratch: Scratch,
): Box | null {
  const segments = pdfium.FPDFClipPath_CountPathSegments(clip, path);
  if (segments <= 0 || segments > MAX_SEGMENTS) return null;
  const box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  for (let index = 0; index < segments; index++) {
    const segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index);
    if (pdfium.FPDFPathSegment_GetPoint(segment, scratch.at, scratch.at + 4) === 0) return null;
    const [x, y] = scratch.floats();
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.bottom = Math.min(box.bottom, y);
    box.top = Math.max(box.top, y);
  }
  return box;
}
