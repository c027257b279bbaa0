/** What is known of a kind of file, on both sides. */
interface FileKindRow {
  /** As the page names it. */
  name: string;
  /** As a sentence names one file of it. */
  noun: string;
  /** The endings of its files' names, in lower case. */
  extensions: readonly string[];
  /** How its bytes begin, as Latin 1, where nothing else begins so. */
  mark?: RegExp;
  /** It is a picture: read by OCR, and known by its mark alone. */
  picture?: true;
}

/**
 * The kinds of files that are read. A new one is a row here, and its reader in
 * `lib/extract/document_parser.ts`, which doesn't compile without.
 */
export const FILE_KINDS = {
  // Junk may stand before the mark, and readers look for it in the first kilobyte.
  pdf: { name: "PDF", noun: "PDF", extensions: ["pdf"], mark: /^[^]{0,1019}%PDF-/ },
  docx: { name: "DOCX", noun: "Word document", extensions: ["docx", "docm", "dotx"] },
  doc: {
    name: "DOC",
    noun: "Word document",
    extensions: ["doc", "dot"],
    // The third byte and the seventh are control characters.
    mark: /^\xd0\xcf\p{Cc}\xe0\xa1\xb1\p{Cc}\xe1/u,
  },
  odt: { name: "ODT", noun: "ODT", extensions: ["odt", "ott"] },
  pages: { name: "Pages", noun: "Pages document", extensions: ["pages"] },
  rtf: {
    name: "RTF",
    noun: "RTF",
    extensions: ["rtf"],
    mark: /^(?:\xef\xbb\xbf)?[\t\n\r ]{0,99}\{\\rtf/,
  },
  html: { name: "HTML", noun: "HTML", extensions: ["html", "htm", "xhtml", "mht", "mhtml"] },
  png: {
    name: "PNG",
    noun: "PNG picture",
    extensions: ["png"],
    // deno-lint-ignore no-control-regex
    mark: /^\x89PNG\r\n\x1a\n/,
    picture: true,
  },
  jpeg: {
    name: "JPEG",
    noun: "JPEG picture",
    extensions: ["jpg", "jpeg"],
    mark: /^\xff\xd8\xff/,
    picture: true,
  },
  tiff: {
    name: "TIFF",
    noun: "TIFF picture",
    extensions: ["tif", "tiff"],
    mark: /^(?:II\*\0|MM\0\*)/,
    picture: true,
  },
  webp: {
    name: "WebP",
    noun: "WebP picture",
    extensions: ["webp"],
    mark: /^RIFF[^]{4}WEBPVP8/,
    picture: true,
  },
  txt: { name: "text", noun: "TXT", extensions: ["txt", "text", "md", "markdown"] },
} as const satisfies Record<string, FileKindRow>;

/** One of FILE_KINDS; Markdown is "txt". */
export type FileKind = keyof typeof FILE_KINDS;

/** The kinds in their order. */
export const KINDS = Object.keys(FILE_KINDS) as FileKind[];

/** The kinds of files that are unpacked: what is in them are files of the batch. */
export const CONTAINER_KINDS = {
  zip: { name: "ZIP", noun: "ZIP", extensions: ["zip"] },
  eml: { name: "e-mail", noun: "e-mail", extensions: ["eml"] },
  msg: { name: "e-mail", noun: "e-mail", extensions: ["msg"] },
  // Outlook's own form, which other programs show as an attachment.
  tnef: { name: "e-mail", noun: "winmail.dat", extensions: ["dat", "tnef"] },
  mbox: { name: "mailbox", noun: "mailbox", extensions: ["mbox"] },
} as const satisfies Record<string, FileKindRow>;

/** One of CONTAINER_KINDS. */
export type ContainerKind = keyof typeof CONTAINER_KINDS;

/** Files in files in files: what lies deeper than this is refused; 1 is in a file that was given. */
export const MAX_DEPTH = 3;

/** All that may be given. */
const GIVEN_KINDS = { ...FILE_KINDS, ...CONTAINER_KINDS };
export type GivenKind = keyof typeof GIVEN_KINDS;

/** What is known of a kind. */
export function rowOf(kind: GivenKind): FileKindRow {
  return GIVEN_KINDS[kind];
}

/** Whether files of this kind are unpacked. */
export function isContainer(kind: GivenKind): kind is ContainerKind {
  return Object.hasOwn(CONTAINER_KINDS, kind);
}

/**
 * What file pickers offer (an `accept` attribute): what is read, and no more. The server looks at
 * the bytes, and says why it won't have others.
 */
export const ACCEPTED = Object.values<FileKindRow>(GIVEN_KINDS)
  .flatMap(({ extensions }) => extensions)
  .map((extension) => `.${extension}`).join(",");

/** The kinds in words: "PDF, DOCX, ... or e-mail". */
export const KINDS_IN_WORDS = [
  ...new Set(Object.values<FileKindRow>(GIVEN_KINDS).map(({ name }) => name)),
].join(", ")
  .replace(/, (?=[\w-]+$)/, " or ");
