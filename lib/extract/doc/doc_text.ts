import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { DocFile, placesOf, type Story } from "@/lib/extract/doc/doc_file.ts";
import { DocLooks } from "@/lib/extract/doc/doc_looks.ts";
import { DocPieces } from "@/lib/extract/doc/doc_pieces.ts";
import { DocWriter } from "@/lib/extract/doc/doc_writer.ts";
import { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";

/** Of the texts at the head and foot of a section: even, odd, even foot, odd foot, first, first foot. */
const HEADS = [0, 1, 4];
/** Before them stand six that separate footnotes from the page. */
const SEPARATORS = 6;

/**
 * Reads a document of Word 6 to 2003: headers, body with tables and text boxes, notes, footers.
 * Deleted text, comments and the codes of fields are left out.
 * @throws {ExtractionError} corrupt, encrypted, too_much_text; unsupported: another Office file
 */
export function docText(bytes: Uint8Array): DocumentText {
  try {
    return read(new DocFile(bytes));
  } catch (error) {
    // A place beyond the end of the file.
    throw error instanceof RangeError ? new ExtractionError("corrupt") : error;
  }
}

function read(file: DocFile): DocumentText {
  const pieces = new DocPieces(file);
  const looks = new DocLooks(file);
  const links = new LinkAddresses();
  let hidden = 0;
  const textOf = (story: Story, boxes?: Map<number, Story[]>) => {
    const writer = new DocWriter(pieces, looks, links);
    const text = writer.write(story, boxes);
    hidden += writer.hidden;
    return text.trim();
  };
  const { body, footnotes, endnotes, headerBoxes, boxes } = file.stories;
  const [heads, feet] = headersOf(file).map((stories) => stories.map((one) => textOf(one)));
  const texts = [
    ...heads,
    textOf(headerBoxes),
    textOf(body, boxesOf(file)),
    ...file.isOld ? [textOf(boxes)] : [],
    textOf(footnotes),
    textOf(endnotes),
    ...feet,
  ];
  // First and other pages often have the same header.
  const text = [...new Set(texts)].filter((part) => part !== "").join("\n\n");
  return { text: links.appendTo(text), hidden };
}

/** The headers and the footers of all sections. */
function headersOf(file: DocFile): [Story[], Story[]] {
  // Which of them are there Word 6 says for each section: they are taken as one.
  if (file.isOld) return [[file.stories.headers], []];
  const { starts } = placesOf(file.table("headers"), 0);
  const { start, end } = file.stories.headers;
  const heads: Story[] = [];
  const feet: Story[] = [];
  for (let index = SEPARATORS; index + 1 < starts.length; index++) {
    const story = { start: start + starts[index], end: Math.min(end, start + starts[index + 1]) };
    if (story.end > story.start) (HEADS.includes(index % 6) ? heads : feet).push(story);
  }
  return [heads, feet];
}

/** The text boxes of the body by the character they hang on; those that hang nowhere come last. */
function boxesOf(file: DocFile): Map<number, Story[]> {
  const shapes = file.table("shapes");
  const anchors = new Map<number, number>();
  const { starts, at } = placesOf(shapes, 26);
  for (const [index, place] of at.entries()) {
    anchors.set(shapes.getUint32(place, true), starts[index]);
  }
  const table = file.table("boxes");
  const found = Map.groupBy(boxStories(file, table), ({ shape }) => {
    return anchors.get(shape) ?? file.stories.body.end;
  });
  return found;
}

function boxStories(file: DocFile, table: DataView): (Story & { shape: number })[] {
  const { starts, at } = placesOf(table, 22);
  const { start, end } = file.stories.boxes;
  return at.map((place, index) => ({
    start: start + starts[index],
    end: Math.min(end, start + starts[index + 1]),
    shape: table.getUint32(place + 14, true),
  }));
}
