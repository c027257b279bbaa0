import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** A colour as 0xrrggbb, and how opaque it is, 0 to 255. */
export interface Paint {
  color: number;
  alpha: number;
}

/** Two colours nearer than this in each channel (0-255) can't be told apart: white on #eee is 17. */
export const MIN_CONTRAST = 24;

/** The colour that an object is filled with; null where it is a pattern, or unknown. */
export function fillOf(pdfium: PdfiumExports, object: number, scratch: Scratch): Paint | null {
  const { at } = scratch;
  const known = pdfium.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12) !== 0;
  return known ? paintIn(scratch) : null;
}

function paintIn(scratch: Scratch): Paint {
  const whole = scratch.integers();
  return { color: (whole[0] << 16) | (whole[1] << 8) | whole[2], alpha: whole[3] };
}

/** Whether nobody can tell the one colour from the other. */
export function isNear(one: number, other: number): boolean {
  const red = Math.abs((one >> 16) - (other >> 16));
  const green = Math.abs(((one >> 8) & 255) - ((other >> 8) & 255));
  const blue = Math.abs((one & 255) - (other & 255));
  return Math.max(red, green, blue) < MIN_CONTRAST;
}
