/**
 * What declarations do to an element, as far as it decides whether a person sees its text: which of
 * them hide it, and whether its letters are white and something lies behind them. What they don't
 * name is missing, so that looks can be laid over each other.
 */
export type Look = Partial<Record<typeof HIDING[number] | Inherited, boolean>>;

/** What an element can't take back from one around it. */
const HIDING = ["display", "mso-hide", "opacity", "text-indent", "place"] as const;
/** What elements have from those around them, unless they say otherwise. */
export const INHERITED = ["white", "shaded", "tiny", "clear", "visibility"] as const;
/** One of INHERITED. */
export type Inherited = typeof INHERITED[number];

/** Whether nobody sees an element that looks so, nor those within it. */
export function hides(look: Look): boolean {
  return HIDING.some((name) => look[name] === true);
}

/** A sheet with more rules is a framework's. */
const MAX_RULES = 5_000;
/** One element name, class or id, or an element's class: others are not followed. */
const SELECTOR = /^(?:[a-z][\w-]*)?(?:[.#][\w-]+)?$/i;
const WHITE =
  /^(?:white|#f[0-9a-f]f[0-9a-f]f[0-9a-f]|#fff|rgba?\(\s*2[45]\d\s*,\s*2[45]\d\s*,\s*2[45]\d[^)]*\))$/i;
const NO_COLOR = /^(?:transparent|rgba\([^)]*,\s*0?\.?0+\s*\)|#[0-9a-f]{6}00)$/i;
const SEE_THROUGH = /^(?:none|transparent|inherit|initial|unset)$/;
/** So far off that no page shows it, in pixels or points. */
const FAR = /^-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt)$/;

/** What a style attribute does, or the declarations of a rule. */
export function lookOf(style: string): Look {
  const look: Look = {};
  let isFar = false;
  let isPlaced = false;
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).replace("!important", "").trim().toLowerCase();
    if (name === "left" || name === "top") isFar = FAR.test(value);
    else if (name === "position") isPlaced = /^(?:absolute|fixed|relative)$/.test(value);
    else apply(look, name, value);
  }
  if (isFar && isPlaced) look.place = true;
  return look;
}

function apply(look: Look, name: string, value: string): void {
  if (name === "display") look.display = value === "none";
  else if (name === "mso-hide") look["mso-hide"] = value === "all";
  else if (name === "visibility") look.visibility = /^(?:hidden|collapse)$/.test(value);
  else if (name === "opacity") look.opacity = parseFloat(value) < 0.05;
  else if (name === "font-size") look.tiny = isTiny(value);
  else if (name === "text-indent") look["text-indent"] = FAR.test(value);
  else if (name === "color") {
    look.white = WHITE.test(value);
    look.clear = NO_COLOR.test(value);
  } else if (name === "background" || name === "background-color" || name === "background-image") {
    // What can be seen through leaves behind text what was there.
    const isVeil = value.startsWith("rgba") && WHITE.test(value);
    if (SEE_THROUGH.test(value) || NO_COLOR.test(value) || isVeil) return;
    look.shaded = !WHITE.test(value);
  }
}

/** Under 3 points nobody can read. A share of what is around says nothing unless it is small itself. */
function isTiny(value: string): boolean | undefined {
  const [, size, unit] = /^([\d.]{1,9})(px|pt|em|rem|%)?$/.exec(value) ?? [];
  if (size === undefined) return value === "inherit" ? undefined : false;
  if (unit === "em" || unit === "%") {
    return parseFloat(size) < (unit === "em" ? 0.2 : 20) ? true : undefined;
  }
  return parseFloat(size) < (unit === "rem" ? 0.2 : 3);
}

/** The rules of a page's style sheets that name one element, class or id. */
export class StyleSheet {
  readonly #looks = new Map<string, Look>();
  /** There are rules that aren't followed, and one of them may lay something behind text. */
  mayShade = false;

  /** Reads a sheet. Later rules win, as they do on a page. */
  add(sheet: string): void {
    for (const [selectors, style] of rulesOf(withoutComments(sheet))) {
      const look = lookOf(style);
      if (Object.keys(look).length === 0) continue;
      for (const selector of selectors.split(",", 50)) this.#addRule(selector.trim(), look);
    }
  }

  /** What the sheets do to an element. */
  lookOf(tag: string, attributes: Record<string, string>): Look {
    if (this.#looks.size === 0) return {};
    const classes = (attributes.class ?? "").split(/\s+/, 20).filter((name) => name !== "");
    const names = classes.map((name) => `.${name}`);
    if (attributes.id) names.push(`#${attributes.id}`);
    const keys = [tag, ...names, ...names.map((name) => tag + name)];
    return Object.assign({}, ...keys.map((key) => this.#looks.get(key)));
  }

  #addRule(selector: string, look: Look): void {
    if (!SELECTOR.test(selector) || this.#looks.size >= MAX_RULES) {
      this.mayShade ||= look.shaded === true;
    } else this.#looks.set(selector, { ...this.#looks.get(selector), ...look });
  }
}

/** What holds for print or for narrow screens alone (@media) is left out. */
function* rulesOf(sheet: string): Generator<[selectors: string, style: string]> {
  let start = 0;
  let selectors = "";
  let depth = 0;
  for (const { 0: mark, index } of sheet.matchAll(/[{};]/g)) {
    if (mark === "{" && depth++ === 0) selectors = sheet.slice(start, index).trim();
    else if (mark === "}" && depth > 0 && --depth === 0 && !selectors.startsWith("@")) {
      yield [selectors, sheet.slice(start, index)];
    }
    if (mark !== ";" || depth === 0) start = index + 1;
  }
}

function withoutComments(sheet: string): string {
  const [first, ...pieces] = sheet.replace(/<!--|-->/g, "").split("/*");
  return first + pieces.map((piece) => {
    const end = piece.indexOf("*/");
    return end < 0 ? "" : piece.slice(end + 2);
  }).join("");
}
