/** How a text object is painted: asked once for all its characters. */
export interface Look {
  /** It paints nothing of its own: render modes 3 and 7, or all but transparent. */
  unpainted: boolean;
  /** A clip, a layer or transparency may hide it. */
  doubtful: boolean;
  /** Something on the page may have nearly its colour. */
  risky: boolean;
  color: number;
}

/**
 * Why a glyph may not be seen. "unpainted": it paints nothing, but a picture of it may stand there;
 * "pictured": a picture as large as half the page is drawn over it, as over a scan's text;
 * "covered": something else may cover it; "alike": it may have the colour of what is behind it.
 */
export type Doubt = "unpainted" | "pictured" | "covered" | "alike";
