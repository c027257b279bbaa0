/** Code pages of Windows (\ansicpg, \cpg) that are not "windows-" and their number. */
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
/** Character sets of fonts (\fcharset), by the code page that each stands for. */
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

/** The encoding of a code page; Latin 1 of Windows where it isn't known. */
export function encodingOfCodePage(codePage: string): string {
  if (Object.hasOwn(CODE_PAGES, codePage)) return CODE_PAGES[codePage];
  return /^125[0-8]$/.test(codePage) ? `windows-${codePage}` : "windows-1252";
}

/** The encoding of a font's character set; undefined where it says nothing, as "default" does. */
export function encodingOfCharset(charset: string): string | undefined {
  return Object.hasOwn(CHARSETS, charset) ? encodingOfCodePage(CHARSETS[charset]) : undefined;
}

/** Whether a letter takes two bytes, of which the second may look like ASCII. */
export function isWide(encoding: string): boolean {
  return /^(?:shift_jis|gb18030|euc-kr|big5)$/.test(encoding);
}
