import { Headlines } from "@/lib/extract/document/headlines.ts";
import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";
import { DocxHeadlines } from "@/lib/extract/office/docx_headlines.ts";
import { DocxStyles } from "@/lib/extract/office/docx_styles.ts";
import { DocxHandler } from "@/lib/extract/office/docx_handler.ts";
import { PackageParts, type Relationships } from "@/lib/extract/office/package_parts.ts";
import { TextBuilder } from "@/lib/extract/document/text_builder.ts";
import { WordStyles } from "@/lib/extract/office/word_styles.ts";
import { type XmlHandler, XmlReader } from "@/lib/extract/office/xml_reader.ts";
import type { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { htmlText } from "@/lib/extract/plain/html_text.ts";
import { plainText } from "@/lib/extract/plain/plain_text.ts";
import { rtfText } from "@/lib/extract/plain/rtf_text.ts";

/** What Word documents, templates and those with macros say of their main part. */
const MAIN_TYPE = /wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)/;
/** Programs that join documents make a part of each. */
const MAX_CHUNKS = 100;

/** A part that was read. */
interface PartText extends DocumentText {
  handler: DocxHandler;
}

/**
 * Reads a Word document: headers, body with tables, text boxes and documents inside it, notes,
 * footers. Deleted text, comments and the second form of what Word saves twice are left out.
 * @throws {ExtractionError} corrupt, encrypted, too_much_inside or too_much_text; unsupported: it is
 * a sheet or slides
 */
export async function docxText(archive: ZipArchive): Promise<DocumentText> {
  return await new DocxPackage(archive, await PackageParts.open(archive)).read();
}

/**
 * Reads a Word document that is one file of XML: as Word 2003 saves it, or all parts in a row.
 * @throws {ExtractionError} corrupt or too_much_text
 */
export function wordXmlText(bytes: Uint8Array): DocumentText {
  const links = new LinkAddresses();
  const builder = new TextBuilder();
  const handler = new DocxHandler(builder, {
    chunk: () => "",
    link: (target) => links.add(target),
  });
  const reader = new XmlReader(handler);
  reader.write(bytes);
  reader.close();
  return {
    text: links.appendTo(builder.finish()),
    hidden: handler.hidden,
    hiddenText: handler.hiddenText,
  };
}

class DocxPackage {
  readonly #archive: ZipArchive;
  readonly #parts: PackageParts;
  readonly #links = new LinkAddresses();
  readonly #looks = new WordStyles();
  readonly #headlines = new Headlines();
  readonly #styles = new DocxStyles();
  #chunks = 0;

  constructor(archive: ZipArchive, parts: PackageParts) {
    this.#archive = archive;
    this.#parts = parts;
  }

  async read(): Promise<DocumentText> {
    const main = await this.#mainPart();
    const relationships = await this.#parts.relationshipsOf(main);
    const named = [...relationships.values()].find(({ type }) => type === "styles")?.target;
    const styles = named ?? "word/styles.xml";
    if (this.#archive.has(styles)) await this.#follow(styles, this.#styles, this.#looks);
    const body = await this.#readPart(main, relationships);
    const texts = new Set<string>();
    let hidden = 0;
    let hiddenText = "";
    const add = (part: DocumentText) => {
      // First and other pages often have the same header.
      texts.add(part.text.trim());
      hidden += part.hidden;
      hiddenText += part.hiddenText ?? "";
    };
    for (const part of this.#around("header", main, relationships, body)) {
      add(await this.#readPart(part));
    }
    add(body);
    for (const type of ["footnotes", "endnotes", "footer"]) {
      for (const part of this.#around(type, main, relationships, body)) {
        add(await this.#readPart(part));
      }
    }
    const text = [...texts].filter((part) => part !== "").join("\n\n");
    return {
      text: this.#links.appendTo(text),
      hidden,
      ...(hidden > 0 && { hiddenText }),
      headlines: this.#headlines.largest(),
    };
  }

  async #follow(part: string, ...handlers: XmlHandler[]): Promise<void> {
    const reader = new XmlReader({
      open: (name, attribute) => handlers.forEach((handler) => handler.open(name, attribute)),
      close: (name) => handlers.forEach((handler) => handler.close(name)),
      text: (text) => handlers.forEach((handler) => handler.text(text)),
    });
    await this.#archive.read(part, (piece) => reader.write(piece));
    reader.close();
  }

  /** Word calls it word/document.xml, Word Online word/document2.xml: only the package knows. */
  async #mainPart(): Promise<string> {
    const ofPackage = [...(await this.#parts.relationshipsOf("")).values()];
    const named = ofPackage.find(({ type }) => type === "officeDocument")?.target;
    const main = [named, "word/document.xml"].find((part) => part && this.#archive.has(part)) ??
      this.#archive.names().find((name) => MAIN_TYPE.test(this.#parts.typeOf(name)));
    if (main === undefined) throw new ExtractionError("corrupt");
    if (/spreadsheetml|presentationml/.test(this.#parts.typeOf(main))) {
      throw new ExtractionError("unsupported");
    }
    return main;
  }

  /** The parts of a type that a page shows; where nothing points to any, those that are named so. */
  #around(
    type: string,
    main: string,
    relationships: Relationships,
    body: PartText,
  ): string[] {
    const folder = main.slice(0, main.lastIndexOf("/") + 1);
    const parts = relationships.size === 0
      ? this.#archive.names().filter((name) =>
        name.startsWith(folder) && new RegExp(`^${type}\\d*\\.xml$`).test(name.slice(folder.length))
      )
      : [...relationships].filter(([id, each]) =>
        each.type === type && !body.handler.unusedParts.has(id)
      ).map(([, { target }]) => target).filter((part) => this.#archive.has(part));
    return parts.toSorted();
  }

  async #readPart(part: string, known?: Relationships): Promise<PartText> {
    const relationships = known ?? await this.#parts.relationshipsOf(part);
    for (const { type, target } of relationships.values()) {
      if (type === "hyperlink") this.#links.add(target);
    }
    const chunks = await this.#chunksOf(relationships);
    const builder = new TextBuilder();
    const handler = new DocxHandler(builder, {
      chunk: (id) => chunks.get(id)?.text ?? "",
      link: (target) => this.#links.add(target),
    }, this.#looks);
    await this.#follow(part, handler, new DocxHeadlines(this.#headlines, this.#styles));
    const inside = [...chunks.values()].reduce((sum, { hidden }) => sum + hidden, 0);
    const chunked = [...chunks.values()].map((chunk) => chunk.hiddenText ?? "");
    const hiddenText = [handler.hiddenText, ...chunked].join(" ").trim();
    return { text: builder.finish(), hidden: handler.hidden + inside, hiddenText, handler };
  }

  /** Documents of other kinds inside this one (ECMA-376 part 1, 17.17.2). */
  async #chunksOf(relationships: Relationships): Promise<Map<string, DocumentText>> {
    const chunks = new Map<string, DocumentText>();
    for (const [id, { type, target }] of relationships) {
      if (type !== "aFChunk" || !this.#archive.has(target)) continue;
      if (++this.#chunks > MAX_CHUNKS) throw new ExtractionError("too_much_inside");
      chunks.set(id, await this.#chunk(target));
    }
    return chunks;
  }

  async #chunk(part: string): Promise<DocumentText> {
    const bytes = await this.#archive.bytes(part, 4 * MAX_CHARACTERS);
    const start = new TextDecoder("latin1").decode(bytes.subarray(0, 100)).trimStart();
    if (start.startsWith("PK")) return await docxText(await this.#archive.inner(bytes));
    if (start.startsWith("{\\rtf")) return rtfText(bytes);
    const isPlain = /text\/plain/.test(this.#parts.typeOf(part));
    return isPlain ? plainText(bytes) : htmlText(bytes);
  }
}
