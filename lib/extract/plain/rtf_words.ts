/** The words of RTF that its reader knows, by what they do to text. */

/** Words and symbols that stand for characters. */
export const WRITTEN: Record<string, string> = {
  line: "\n",
  softline: "\n",
  column: "\n",
  lbr: "\n",
  nestcell: "\t",
  nestrow: "\n",
  tab: "\t",
  bullet: "•",
  endash: "–",
  emdash: "—",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  enspace: " ",
  emspace: " ",
  qmspace: " ",
};

/** The same for control symbols. */
export const BREAKS: Record<string, string> = { "~": "\u00a0", "_": "-", "\t": "\t" };

/** A paragraph ends with them. */
export const PARAGRAPHS: ReadonlySet<string> = new Set(["par", "sect", "page", "softpage"]);

/** Groups that hold no text of the page, and nothing that does. */
export const LEFT_OUT: ReadonlySet<string> = new Set(
  ("stylesheet info pict themedata datastore listtable listoverridetable revtbl rsidtbl " +
    "generator xmlnstbl latentstyles filetbl comment annotation atnid atnauthor bkmkstart " +
    "bkmkend nonshppict nonesttables shprslt background pgdsctbl ftnsep ftnsepc aftnsep " +
    "aftnsepc ffdata formfield xe tc txe rxe objdata objclass datafield template docvar sp " +
    "pnseclvl pn mmath").split(" "),
);

/** Groups that hold no text themselves, but parts that show. */
export const SHELLS: ReadonlySet<string> = new Set(["object", "shpinst", "do", "upr"]);

/** Parts of them that show: an object as it looks, a text in Unicode. */
export const SHOWN: ReadonlySet<string> = new Set(["result", "ud", "fldrslt"]);

/** Texts of their own: around the page, in boxes, in notes. */
export const STORIES: ReadonlySet<string> = new Set(
  ("header headerl headerr headerf footer footerl footerr footerf footnote shptxt dptxbxtext")
    .split(" "),
);
