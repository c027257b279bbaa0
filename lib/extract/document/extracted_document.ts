import type { FileKind } from "@/lib/extract/document/file_kind.ts";

/** A document's text as a person sees it. */
export interface ExtractedDocument {
  kind: FileKind;
  /** Lines end with \n, blocks are parted by an empty line, tabs part what stands far apart. */
  text: string;
  /** 1 where the format has no pages. */
  pages: number;
  /** There was text that a person can't see; it is left out of `text`. */
  hidden: boolean;
  /** Sentences for the person who uploaded the document. */
  warnings: string[];
}
