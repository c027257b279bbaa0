import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Box } from "@/lib/extract/pdf/matrix.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";
import type { Doubt } from "@/lib/extract/pdf/sight/doubt.ts";
import { Camera, type Picture, type PixelBox } from "@/lib/extract/pdf/sight/camera.ts";

/** A glyph that may not be seen. */
export interface Suspect extends Box {
  /** The text object that draws it. */
  object: number;
  doubt: Doubt;
  /** Glyphs of one word have one number. */
  word: number;
  /** Its place among the page's glyphs. */
  glyph: number;
}

/** What else is known of a page. */
export interface Scene {
  /** All its text objects. */
  texts: readonly number[];
  /** Those that may be copies of the suspects: what they show, the suspects say. */
  copies: readonly number[];
  /**
   * A picture is all that the page shows: where it is too faint to find ink on it, the unpainted text
   * is taken for what it says.
   */
  isScan: boolean;
  /** How many glyphs each word has, suspect or not. */
  lengths: ReadonlyMap<number, number>;
}

/** A pixel that differs by less in each channel (0-255) isn't seen; edges of thin letters are faint. */
const MIN_DIFFERENCE = 12;
/** What has the colour of its background must differ by more: near white is not white. */
const MIN_ALIKE_DIFFERENCE = 18;
/** Ink differs from its paper by at least this (0-255): grey print on a scan. */
const MIN_INK = 64;
/** A word is seen where at least this part of its letters is; thin ones may fall between the pixels. */
const MIN_SEEN = 1 / 3;
/** Some 200,000 letters' worth; what a page has beyond counts as seen, lest boxes of any size take for ever. */
const MAX_SCANNED = 50_000_000;

/** Looks at a page where glyphs may not be seen, and says which words can be. */
export class Eye {
  readonly #pdfium: PdfiumExports;
  readonly #camera: Camera;
  #scanned = 0;

  constructor(pdfium: PdfiumExports, page: number, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#camera = new Camera(pdfium, page, scratch);
  }

  /**
   * The numbers of the words that nobody can see. In doubt a word can be seen. Leaves the page
   * without its text.
   */
  hiddenWords(suspects: readonly Suspect[], scene: Scene): Set<number> {
    const unseen = new Map<number, number>();
    const sights = this.#sights(suspects, scene);
    for (const suspect of suspects) {
      const frame = this.#camera.frame(suspect);
      const seen = frame === null || !this.#mayScan(frame) || sights(suspect, frame);
      if (!seen) unseen.set(suspect.word, (unseen.get(suspect.word) ?? 0) + 1);
    }
    const hidden = [...unseen].filter(([word, count]) => {
      const all = scene.lengths.get(word) ?? count;
      return all - count < all * MIN_SEEN;
    });
    return new Set(hidden.map(([word]) => word));
  }

  /** How to see whether something of a suspect shows in a frame. */
  #sights(
    suspects: readonly Suspect[],
    { texts, copies, isScan }: Scene,
  ): (suspect: Suspect, frame: PixelBox) => boolean {
    const painted = suspects.filter(({ doubt }) => doubt !== "unpainted");
    // Most suspects are bullets or a heading: what is around them is a small part of the page.
    const part = this.#camera.around(painted);
    const shown = painted.length > 0 ? this.#camera.take(part) : null;
    this.#switchOff([...painted.map(({ object }) => object), ...copies]);
    const without = painted.length > 0 ? this.#camera.take(part) : null;
    const overPicture = suspects.some(({ doubt }) => doubt === "unpainted" || doubt === "pictured");
    if (overPicture) this.#switchOff(texts);
    const bare = overPicture ? this.#camera.take(this.#camera.all) : null;
    const blank = bare !== null && isScan && !hasInk(bare, bare.frame);
    return ({ doubt }, frame) => {
      const least = doubt === "alike" ? MIN_ALIKE_DIFFERENCE : MIN_DIFFERENCE;
      if (doubt !== "unpainted") {
        if (shown === null || without === null) return true;
        if (differs(shown, without, frame, least)) return true;
        if (doubt !== "pictured") return false;
      }
      return bare === null || blank || hasInk(bare, frame);
    };
  }

  #mayScan({ left, top, right, bottom }: PixelBox): boolean {
    this.#scanned += (right - left) * (bottom - top);
    return this.#scanned <= MAX_SCANNED;
  }

  #switchOff(objects: Iterable<number>): void {
    for (const object of new Set(objects)) this.#pdfium.FPDFPageObj_SetIsActive(object, 0);
  }
}

/** Where in a picture's bytes a frame's part of a row of the page begins and ends. */
function rowOf({ frame }: Picture, { left, right }: PixelBox, y: number): [number, number] {
  const start = (y - frame.top) * (frame.right - frame.left) - frame.left;
  return [(start + left) * 4, (start + right) * 4];
}

/** Whether two pictures of one part of a page differ in a frame within it. */
function differs(shown: Picture, without: Picture, frame: PixelBox, least: number): boolean {
  const [one, other] = [shown.pixels, without.pixels];
  for (let y = frame.top; y < frame.bottom; y++) {
    const [start, end] = rowOf(shown, frame, y);
    for (let at = start; at < end; at += 4) {
      const difference = Math.max(
        Math.abs(one[at] - other[at]),
        Math.abs(one[at + 1] - other[at + 1]),
        Math.abs(one[at + 2] - other[at + 2]),
      );
      if (difference >= least) return true;
    }
  }
  return false;
}

/** Whether something is drawn in the frame: light and dark side by side. */
function hasInk(picture: Picture, frame: PixelBox): boolean {
  const { pixels } = picture;
  let darkest = 255;
  let lightest = 0;
  for (let y = frame.top; y < frame.bottom; y++) {
    const [start, end] = rowOf(picture, frame, y);
    for (let at = start; at < end; at += 4) {
      const light = (pixels[at] + 2 * pixels[at + 1] + pixels[at + 2]) / 4;
      darkest = Math.min(darkest, light);
      lightest = Math.max(lightest, light);
    }
  }
  return lightest - darkest >= MIN_INK;
}
