/** How wide a page's picture may be asked for, in pixels. */
export const PAGE_WIDTH = { least: 200, usual: 1000, most: 2000 } as const;

/** What a page's path ends with: its number, from 1, and how it is wanted. */
export const PAGE_NAME = /^([1-9]\d{0,2})\.(png|json)$/;

/** Where the evidence for a requirement stands on a page, in shares of its width and height. */
export interface EvidenceBox {
  /** Its place among the result's requirements, from 0. */
  requirement: number;
  /** The line of the text that stands here; where a page breaks it, each part has a box. */
  evidence_line: number;
  /** Of the upper left corner. */
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A page of a document as it looks. */
export interface DocumentPage {
  /** From 1. */
  page: number;
  /** How many there are. */
  pages: number;
  /** In points, or a picture's own pixels. */
  width: number;
  height: number;
  boxes: EvidenceBox[];
}
