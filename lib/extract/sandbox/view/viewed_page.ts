import { z } from "zod";
import type { ColorPicture } from "@/lib/extract/document/color_picture.ts";
import { EXTRACTION_REASONS } from "@/lib/extract/document/extraction_error.ts";
import { MAX_PAGE_PIXELS, MAX_PAGES, MAX_PLACES } from "@/lib/extract/document/limits.ts";
import { decodeMessage } from "@/lib/extract/sandbox/message.ts";

const state = {
  /** Why there is no answer. */
  reason: z.enum(EXTRACTION_REASONS).nullable(),
  broken: z.boolean(),
  memory: z.int().min(0),
};

/** A page's longer side is bounded by its pixels alone: 0 by 0 is no page. */
const viewedHead = z.object({
  ...state,
  width: z.int().min(0).max(MAX_PAGE_PIXELS),
  height: z.int().min(0).max(MAX_PAGE_PIXELS),
});

/** A page as a sandbox drew it; null where there is none of this number. */
export type ViewedReply = z.infer<typeof viewedHead> & { picture: ColorPicture | null };

/** The most bytes of such a page: rounding may add a row and a column, and each row has a filter. */
export const MAX_VIEWED_BYTES = 3 * MAX_PAGE_PIXELS + 256 * 1024;

/**
 * Reads a page that was drawn for a person.
 * @throws {Error} it is not one
 */
export function decodeViewed(bytes: Uint8Array<ArrayBuffer>): ViewedReply {
  const { head, body } = decodeMessage(bytes);
  const viewed = viewedHead.parse(head);
  const { width, height } = viewed;
  const picture = body.length === 0 ? null : { width, height, scanlines: body };
  if (picture !== null && body.length !== height * (1 + 3 * width)) {
    throw new RangeError('Cannot read "page": wrong length');
  }
  return { ...viewed, picture };
}

const share = z.number().min(0).max(1);
const points = z.number().positive().max(1_000_000);

const placedReply = z.object({
  ...state,
  pages: z.array(z.object({ width: points, height: points })).max(MAX_PAGES),
  boxes: z.array(z.object({
    line: z.int().min(1),
    page: z.int().min(0).max(MAX_PAGES - 1),
    x: share,
    y: share,
    w: share,
    h: share,
  })).max(MAX_PLACES),
});

/** Where lines stand, as a sandbox found them. */
export type PlacedReply = z.infer<typeof placedReply>;

/**
 * Reads where lines stand.
 * @throws {Error} it doesn't say
 */
export function decodePlaced(bytes: Uint8Array<ArrayBuffer>): PlacedReply {
  return placedReply.parse(decodeMessage(bytes).head);
}
