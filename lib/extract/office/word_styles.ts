import type { XmlHandler } from "@/lib/extract/office/xml_reader.ts";

type Attribute = (name: string) => string | undefined;

/** What a run, a paragraph or a style says of how its text looks; what it doesn't say comes from below. */
export interface WordLook {
  white?: boolean;
  /** Hidden, or too small to read. */
  vanished?: boolean;
  /** Something that isn't white is behind the text. */
  shaded?: boolean;
}

/** Half-points: text under 3 points can't be read. */
const MIN_HALF_POINTS = 6;
const WHITE = /^f[0-9a-f]f[0-9a-f]f[0-9a-f]$/i;
const OFF = new Set(["0", "false", "off", "none"]);
const NO_FILL = new Set(["", "auto"]);
const NO_HIGHLIGHT = new Set(["none", "white"]);
/** Styles build on one another a few levels deep. */
const MAX_DEPTH = 20;
/** Word's own list has some 370. */
const MAX_STYLES = 5_000;

/** Notes what one property (ECMA-376 part 1, 17.3.2) says. */
export function noteProperty(look: WordLook, name: string, attribute: Attribute): void {
  const value = attribute("w:val") ?? "";
  if (name === "vanish") look.vanished = !OFF.has(value);
  else if (name === "sz" && Number(value) < MIN_HALF_POINTS) look.vanished = true;
  else if (name === "color") look.white = WHITE.test(value);
  else if (name === "highlight") look.shaded = !NO_HIGHLIGHT.has(value);
  else if (name === "shd") look.shaded = isShade(attribute);
}

/** Whether a shading shows: by its fill, a theme's colour, or a pattern of its own colour. */
function isShade(attribute: Attribute): boolean {
  const fill = attribute("w:fill") ?? "";
  const pattern = attribute("w:val") ?? "clear";
  if (attribute("w:themeFill") !== undefined || !["clear", "nil"].includes(pattern)) return true;
  return !NO_FILL.has(fill) && !WHITE.test(fill);
}

interface Style extends WordLook {
  base: string;
}

/** The styles of a Word document (styles.xml) by their ids. */
export class WordStyles implements XmlHandler {
  readonly #styles = new Map<string, Style>();
  #style: Style | undefined;

  open(name: string, attribute: Attribute): void {
    if (name === "style" && this.#styles.size < MAX_STYLES) {
      this.#style = { base: "" };
      this.#styles.set(attribute("w:styleId") ?? "", this.#style);
    } else if (this.#style === undefined) return;
    else if (name === "basedOn") this.#style.base = attribute("w:val") ?? "";
    else if (!(name === "shd" && this.#style.shaded === true)) {
      // A table's style may shade some of its rows: then any may be.
      noteProperty(this.#style, name, attribute);
    }
  }

  close(name: string): void {
    if (name === "style") this.#style = undefined;
  }

  text(): void {}

  /** What a style says, with what it builds on; undefined for one that isn't there. */
  lookOf(id: string): WordLook | undefined {
    let look: WordLook | undefined;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const style = this.#styles.get(id);
      if (style === undefined) return look;
      look = {
        white: look?.white ?? style.white,
        vanished: look?.vanished ?? style.vanished,
        shaded: look?.shaded ?? style.shaded,
      };
      id = style.base;
    }
    return look;
  }
}
