/** Code pages by their numbers, as Windows has them, that are not "windows-" and their number. */
const CODE_PAGES: Record<string, string> = {
  "708": "iso-8859-6",
  "866": "ibm866",
  "874": "windows-874",
  "932": "shift_jis",
  "936": "gb18030",
  "949": "euc-kr",
  "950": "big5",
  "1361": "euc-kr",
  "10000": "macintosh",
  "10007": "x-mac-cyrillic",
  "20866": "koi8-r",
  "54936": "gb18030",
  "65001": "utf-8",
};
/** Character sets of fonts, as Windows numbers them, by the code page that each stands for. */
const CHARSETS: Record<string, string> = {
  "0": "1252",
  "77": "10000",
  "128": "932",
  "129": "949",
  "130": "1361",
  "134": "936",
  "136": "950",
  "161": "1253",
  "162": "1254",
  "163": "1258",
  "177": "1255",
  "178": "1256",
  "186": "1257",
  "204": "1251",
  "222": "874",
  "238": "1250",
};

/** Windows' code page of a language, by the low ten bits of its number ([MS-LCID]). */
const LANGUAGES: Record<number, number> = {
  ...{ 0x01: 1256, 0x02: 1251, 0x04: 950, 0x05: 1250, 0x08: 1253, 0x0d: 1255, 0x0e: 1250 },
  ...{ 0x11: 932, 0x12: 949, 0x15: 1250, 0x18: 1250, 0x19: 1251, 0x1a: 1250, 0x1b: 1250 },
  ...{ 0x1e: 874, 0x1f: 1254, 0x22: 1251, 0x23: 1251, 0x24: 1250, 0x25: 1257, 0x26: 1257 },
  ...{ 0x27: 1257, 0x29: 1256, 0x2a: 1258 },
};
/** Chinese as it is written in China and in Singapore. */
const SIMPLIFIED = [0x0804, 0x1004];

/** The encoding of a code page; Latin 1 of Windows where it isn't known. */
export function encodingOfCodePage(codePage: string | number): string {
  if (Object.hasOwn(CODE_PAGES, codePage)) return CODE_PAGES[codePage];
  return /^125[0-8]$/.test(`${codePage}`) ? `windows-${codePage}` : "windows-1252";
}

/** The encoding of a font's character set; undefined where it says nothing, as "default" does. */
export function encodingOfCharset(charset: string): string | undefined {
  return Object.hasOwn(CHARSETS, charset) ? encodingOfCodePage(CHARSETS[charset]) : undefined;
}

/** The encoding that Windows used for a language before Unicode; Latin 1 where it isn't known. */
export function encodingOfLanguage(locale: number): string {
  const codePage = SIMPLIFIED.includes(locale) ? 936 : LANGUAGES[locale & 0x3ff] ?? 1252;
  return encodingOfCodePage(codePage);
}

/** Whether a letter takes two bytes, of which the second may look like ASCII. */
export function isWide(encoding: string): boolean {
  return /^(?:shift_jis|gb18030|euc-kr|big5)$/.test(encoding);
}
