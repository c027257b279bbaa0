/** The kinds of files that are pictures of pages. */
export const PICTURE_KINDS = ["png", "jpeg", "tiff", "webp"] as const;
/** One of PICTURE_KINDS. */
export type PictureKind = typeof PICTURE_KINDS[number];

/** Whether files of a kind are pictures. */
export function isPicture(kind: string): kind is PictureKind {
  return PICTURE_KINDS.some((picture) => picture === kind);
}
