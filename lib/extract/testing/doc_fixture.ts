const SECTOR = 512;
/** Streams from this size on lie in sectors like the rest, in bytes. */
const MIN_STREAM = 4_096;
const END_OF_CHAIN = 0xfffffffe;
const TABLE_SECTOR = 0xfffffffd;
const FREE = 0xffffffff;

/** A compound file of these streams (MS-CFB), each padded with zeros to 4,096 bytes. */
export function compoundOf(streams: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const padded = Object.entries(streams).map(([name, bytes]) => {
    const size = Math.max(MIN_STREAM, Math.ceil(bytes.length / SECTOR) * SECTOR);
    const whole = new Uint8Array(size);
    whole.set(bytes);
    return { name, whole };
  });
  const directorySectors = Math.ceil((padded.length + 1) / 4);
  const dataSectors = padded.reduce((sum, { whole }) => sum + whole.length / SECTOR, 0);
  const tables = Math.ceil((directorySectors + dataSectors) / (SECTOR / 4 - 1));
  const next: number[] = Array.from({ length: tables }, () => TABLE_SECTOR);
  const chain = (sectors: number) => {
    const start = next.length;
    for (let at = 1; at < sectors; at++) next.push(start + at);
    next.push(END_OF_CHAIN);
    return start;
  };
  const directoryStart = chain(directorySectors);
  const starts = padded.map(({ whole }) => chain(whole.length / SECTOR));
  const file = new Uint8Array((1 + next.length) * SECTOR);
  const view = new DataView(file.buffer);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(24, 0x3e, true);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  const numbers = [tables, directoryStart, 0, MIN_STREAM, END_OF_CHAIN, 0, END_OF_CHAIN, 0];
  numbers.forEach((number, at) => view.setUint32(44 + at * 4, number, true));
  for (let at = 0; at < 109; at++) view.setUint32(76 + at * 4, at < tables ? at : FREE, true);
  for (let at = 0; at < tables * SECTOR / 4; at++) {
    view.setUint32(SECTOR + at * 4, next[at] ?? FREE, true);
  }
  const entry = (index: number, name: string, values: number[]) => {
    const base = (1 + directoryStart) * SECTOR + index * 128;
    for (const [at, letter] of [...name].entries()) {
      view.setUint16(base + at * 2, letter.charCodeAt(0), true);
    }
    view.setUint16(base + 64, name.length * 2 + 2, true);
    const [type, right, child, start, bytes] = values;
    file.set([type, 1], base + 66);
    [FREE, right, child].forEach((number, at) => view.setUint32(base + 68 + at * 4, number, true));
    view.setUint32(base + 116, start, true);
    view.setUint32(base + 120, bytes, true);
  };
  entry(0, "Root Entry", [5, FREE, 1, END_OF_CHAIN, 0]);
  padded.forEach(({ name, whole }, at) => {
    const right = at + 1 < padded.length ? at + 2 : FREE;
    entry(at + 1, name, [2, right, FREE, starts[at], whole.length]);
    file.set(whole, (1 + starts[at]) * SECTOR);
  });
  return file;
}

/** Properties of so many characters, as bytes (MS-DOC 2.6.1). */
export type DocRun = [characters: number, properties: number[]];

/** What else than the body a document of Word 97 has. */
export interface DocParts {
  /** How the characters of the body look, from its first on. */
  runs?: DocRun[];
  /** Text boxes, which hang on the first character. */
  boxes?: string;
  header?: string;
  encrypted?: boolean;
}

const TEXT_AT = 0x800;
const PIECES = 0x1a2;
const CHARACTER_PAGES = 0xfa;
const HEADERS = 0xf2;
const BOXES = 0x25a;

/** A document of Word 97 with this body, of one piece in UTF-16. */
export function docOf(body: string, parts: DocParts = {}): Uint8Array<ArrayBuffer> {
  const { runs = [], boxes = "", header = "", encrypted = false } = parts;
  const text = `${body}${header}${boxes}`;
  const pageAt = Math.ceil((TEXT_AT + text.length * 2) / 512) * 512;
  const main = new Uint8Array(pageAt + 512);
  const view = new DataView(main.buffer);
  view.setUint16(0, 0xa5ec, true);
  view.setUint16(10, encrypted ? 0x0100 : 0, true);
  for (const [at, letter] of [...text].entries()) {
    view.setUint16(TEXT_AT + at * 2, letter.charCodeAt(0), true);
  }
  view.setUint32(0x4c, body.length, true);
  view.setUint32(0x54, header.length, true);
  view.setUint32(0x64, boxes.length, true);
  const tables: number[] = [];
  const table = (at: number, bytes: number[]) => {
    view.setUint32(at, tables.length, true);
    view.setUint32(at + 4, bytes.length, true);
    for (const byte of bytes) tables.push(byte);
  };
  table(PIECES, [
    ...[2, ...numbers(16), ...numbers(0, text.length)],
    ...[0, 0, ...numbers(TEXT_AT), 0, 0],
  ]);
  if (runs.length > 0) {
    table(CHARACTER_PAGES, numbers(TEXT_AT, TEXT_AT + text.length * 2, pageAt / 512));
    writeRuns(main.subarray(pageAt), runs);
  }
  if (header !== "") {
    table(HEADERS, numbers(...Array(7).fill(0), ...Array(6).fill(header.length)));
  }
  if (boxes !== "") table(BOXES, [...numbers(0, boxes.length), ...Array(22).fill(0)]);
  return compoundOf({ WordDocument: main, "0Table": Uint8Array.from(tables) });
}

/** A page of runs (MS-DOC 2.9.33): their ends, where their properties lie, and these from its end. */
function writeRuns(page: Uint8Array, runs: readonly DocRun[], width = 2): void {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  page[511] = runs.length;
  let place = TEXT_AT;
  let end = 510;
  view.setUint32(0, place, true);
  for (const [index, [characters, properties]] of runs.entries()) {
    place += characters * width;
    view.setUint32((index + 1) * 4, place, true);
    if (properties.length === 0) continue;
    end = (end - properties.length - 1) & ~1;
    page[(runs.length + 1) * 4 + index] = end / 2;
    page.set([properties.length, ...properties], end);
  }
}

function numbers(...values: number[]): number[] {
  return values.flatMap((value) => [0, 8, 16, 24].map((shift) => value >>> shift & 255));
}

/** What else than its text a document of Word 6 or 95 has. */
export interface OldDocParts {
  /** How the characters look, from the first on, by codes of a byte. */
  runs?: DocRun[];
  header?: string;
  boxes?: string;
  /** Of the language, of English where it isn't said. */
  language?: number;
  /** The character sets of its fonts. */
  fonts?: number[];
  isMac?: boolean;
  encrypted?: boolean;
  /** Saved fast, in pieces of so many bytes, the last of which lies first. */
  pieces?: [number, number];
  /** The bytes are UTF-16. */
  isWide?: boolean;
}

/** A document of Word 6 or 95 with a text of these bytes. */
export function oldDocOf(body: Uint8Array, parts: OldDocParts = {}): Uint8Array<ArrayBuffer> {
  const { runs = [], header = "", boxes = "", language = 0x409, fonts = [], isWide } = parts;
  const rest = new TextEncoder().encode(header + boxes);
  const [first, second] = parts.pieces ?? [body.length, 0];
  const text = [...body.subarray(first), ...body.subarray(0, first), ...rest];
  const pageAt = Math.ceil((TEXT_AT + text.length) / 512) * 512;
  const main = new Uint8Array(pageAt + 2_048 + 7 * fonts.length);
  const view = new DataView(main.buffer);
  const flags = (parts.encrypted ? 0x100 : 0) | (parts.pieces ? 4 : 0) | (isWide ? 0x1000 : 0);
  for (const [at, number] of [[0, 0xa5dc], [2, 104], [6, language], [10, flags]]) {
    view.setUint16(at, number, true);
  }
  view.setUint16(0x14, parts.isMac ? 256 : 0, true);
  view.setUint32(0x18, TEXT_AT, true);
  view.setUint32(0x1c, TEXT_AT + text.length, true);
  const lengths = [isWide ? body.length / 2 : body.length, 0, header.length, 0, 0, 0, boxes.length];
  lengths.forEach((length, at) => view.setUint32(0x34 + at * 4, length, true));
  main.set(text, TEXT_AT);
  let end = pageAt + 512;
  const table = (at: number, bytes: number[]) => {
    view.setUint32(at, end, true);
    view.setUint32(at + 4, bytes.length, true);
    main.set(bytes, end);
    end += bytes.length;
  };
  table(0xd0, [0, 0, ...fonts.flatMap((set) => [6, 0, 0, 0, set, 0, 0x41])]);
  table(0x160, [
    ...[1, 2, 0, 0, 0, 2, ...numbers(28)],
    ...numbers(0, first, first + second),
    ...[0, 0, ...numbers(TEXT_AT + second), 0, 0],
    ...[0, 0, ...numbers(TEXT_AT), 0, 0],
  ]);
  if (runs.length > 0) {
    table(0xb8, [...numbers(TEXT_AT, TEXT_AT + text.length), pageAt / 512, 0]);
    writeRuns(main.subarray(pageAt), runs, 1);
  }
  return compoundOf({ WordDocument: main });
}
