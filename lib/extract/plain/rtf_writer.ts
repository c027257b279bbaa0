import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";
import { fieldTarget } from "@/lib/extract/document/field_target.ts";
import {
  fallbackOf,
  RtfLetters,
  type RtfLetterState,
} from "@/lib/extract/document/rtf/rtf_letters.ts";
import type { RtfFollower } from "@/lib/extract/document/rtf/rtf_source.ts";
import { RtfTables } from "@/lib/extract/document/rtf/rtf_tables.ts";
import { withoutSymbols } from "@/lib/extract/document/symbol.ts";
import {
  BREAKS,
  LEFT_OUT,
  PARAGRAPHS,
  SHELLS,
  SHOWN,
  STORIES,
  WRITTEN,
} from "@/lib/extract/plain/rtf_words.ts";
import { RtfStory } from "@/lib/extract/plain/rtf_story.ts";

/** What the braces save and restore. */
interface Group extends RtfLetterState {
  /** Its text doesn't show; in a "shell" there are parts that do. */
  skipped: "no" | "shell" | "all";
  table: "fonts" | "colors" | null;
  /** The code of a field. */
  isCode: boolean;
  deleted: boolean;
  vanished: boolean;
  tiny: boolean;
  color: number;
  /** The story that begins with this group. */
  story: string | null;
}

const MAX_DEPTH = 256;
/** Half-points: text under 3 points can't be read. */
const MIN_HALF_POINTS = 6;
/** A field's code is a link's target at most, in characters. */
const MAX_CODE = 2_000;

/** Follows the words of RTF (1.9.1) and writes what a person sees. */
export class RtfWriter implements RtfFollower {
  readonly #shaded: boolean;
  readonly #tables = new RtfTables();
  readonly #letters: RtfLetters;
  readonly #links = new LinkAddresses();
  readonly #groups: Group[] = [];
  readonly #stories = [new RtfStory()];
  readonly #heads = new Set<string>();
  readonly #feet = new Set<string>();
  #group: Group = {
    skipped: "no",
    table: null,
    isCode: false,
    deleted: false,
    vanished: false,
    tiny: false,
    color: 0,
    font: "",
    fallback: 1,
    story: null,
  };
  #code = "";
  #defaultFont = "";
  #hidden = 0;

  /** @param shaded something may be behind text: then white text is taken for visible */
  constructor(encoding: string, shaded: boolean) {
    this.#letters = new RtfLetters(this.#tables, encoding, (text) => this.#write(text));
    this.#shaded = shaded;
  }

  control(word: string, value: string | undefined): void {
    const group = this.#group;
    if (word === "u") return this.#letters.unicode(Number(value), group);
    if (this.#letters.isStandIn()) return;
    this.#letters.flush(group);
    if (group.table === "fonts") this.#tables.fontWord(word, value);
    else if (group.table === "colors") this.#tables.colorWord(word, value);
    else if (!this.#changeLook(word, value)) this.#openDestination(word);
    if (group.skipped !== "no") return;
    if (PARAGRAPHS.has(word)) this.#story.endParagraph();
    else if (word === "cell") this.#story.endCell();
    else if (word === "row") this.#story.endRow();
    else if (Object.hasOwn(WRITTEN, word)) this.#write(WRITTEN[word]);
  }

  symbol(symbol: string): void {
    if (this.#letters.isStandIn()) return;
    // An optional destination that we don't know is to be left out.
    if (symbol === "*") this.#group.skipped = this.#group.skipped === "all" ? "all" : "shell";
    else if ("\\{}".includes(symbol)) this.#letters.byte(symbol.charCodeAt(0));
    else {
      this.#letters.flush(this.#group);
      if (symbol === "\n" || symbol === "\r") this.control("par", undefined);
      else this.#write(BREAKS[symbol] ?? "");
    }
  }

  brace(brace: string): void {
    this.#letters.flush(this.#group);
    this.#letters.endStandIns();
    if (brace === "{") {
      if (this.#groups.length >= MAX_DEPTH) throw new ExtractionError("corrupt");
      this.#groups.push(this.#group);
      this.#group = { ...this.#group, story: null };
    } else this.#closeGroup();
  }

  byte(byte: number): void {
    if (!this.#letters.isStandIn()) this.#letters.byte(byte);
  }

  text(text: string, isRaw: boolean): void {
    const shown = this.#letters.withoutStandIns(text);
    if (shown === "") return;
    if (this.#group.table === "fonts") return this.#tables.fontName(shown);
    if (this.#group.table === "colors") return this.#tables.colorText(shown);
    this.#letters.text(shown, isRaw, this.#group);
  }

  finish(): DocumentText {
    this.#letters.flush(this.#group);
    while (this.#groups.length > 0) this.#closeGroup();
    const parts = [...this.#heads, this.#story.finish(), ...this.#feet];
    const text = parts.filter((part) => part.trim() !== "").join("\n\n");
    return { text: this.#links.appendTo(text), hidden: this.#hidden };
  }

  get #story(): RtfStory {
    return this.#stories[this.#stories.length - 1];
  }

  /** @returns whether the word was about how text looks */
  #changeLook(word: string, value: string | undefined): boolean {
    const group = this.#group;
    if (word === "uc") group.fallback = fallbackOf(value);
    else if (word === "v") group.vanished = value !== "0";
    else if (word === "deleted") group.deleted = value !== "0";
    else if (word === "fs") group.tiny = Number(value ?? 24) < MIN_HALF_POINTS;
    else if (word === "cf") group.color = Number(value ?? 0);
    else if (word === "f") group.font = value ?? "";
    else if (word === "deff") group.font = this.#defaultFont = value ?? "";
    else if (word === "plain") {
      const plain = { vanished: false, deleted: false, tiny: false, color: 0 };
      Object.assign(group, plain, { font: this.#defaultFont });
    } else if (word === "intbl") this.#story.inTable = true;
    else if (word === "trowd") this.#story.inRowToCome = true;
    else if (word === "pard") this.#story.inTable = this.#story.inRowToCome = false;
    else return false;
    return true;
  }

  #openDestination(word: string): void {
    const group = this.#group;
    if (group.skipped === "all") return;
    if (word === "fonttbl" || word === "colortbl") {
      group.table = word === "fonttbl" ? "fonts" : "colors";
      group.skipped = "all";
    } else if (word === "fldinst") {
      group.isCode = true;
      this.#code = "";
    } else if (SHELLS.has(word)) group.skipped = "shell";
    else if (SHOWN.has(word)) group.skipped = "no";
    else if (LEFT_OUT.has(word)) group.skipped = "all";
    else if (STORIES.has(word)) {
      group.skipped = "no";
      group.story = word;
      this.#stories.push(new RtfStory());
    } else if (word === "listtext" || word === "pntext") {
      this.#story.inBullet = true;
    }
  }

  #closeGroup(): void {
    const closed = this.#group;
    this.#group = this.#groups.pop() ?? closed;
    if (closed.isCode && !this.#group.isCode) this.#links.add(fieldTarget(this.#code));
    if (closed.story === null || this.#stories.length === 1) return;
    const text = this.#stories.pop()!.finish().trim();
    if (closed.story.startsWith("header")) this.#heads.add(text);
    else if (closed.story.startsWith("footer")) this.#feet.add(text);
    else this.#story.addBox(text);
  }

  #write(text: string): void {
    const { isCode, skipped, deleted } = this.#group;
    if (text === "") return;
    if (isCode) this.#code += text.slice(0, MAX_CODE - this.#code.length);
    else if (skipped !== "no" || deleted) return;
    else if (this.#isHidden()) this.#hidden += text.trim().length;
    else this.#story.add(withoutSymbols(text));
  }

  #isHidden(): boolean {
    const { vanished, tiny, color } = this.#group;
    return vanished || tiny || (!this.#shaded && this.#tables.isWhite(color));
  }
}
