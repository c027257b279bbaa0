import { Buffer } from "node:buffer";

/** What a part's Content-Disposition says of it. */
export interface Disposition {
  name: string;
  /** Null where it names no file. */
  filename: string | null;
}

/** A parameter: a token, or a string in quotes in which `\"` and `\\` stand for themselves. */
const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\["\\]|\\(?!["\\]))*)"|([^;]*))/g;
const EXTENDED = /^([\w-]+)'[\w-]*'(.*)$/s;

/**
 * Reads the header of a form's part, given byte by byte as it came (latin1). `filename*` wins over
 * `filename` (RFC 6266, 4.3). A name that is not UTF-8 is taken for Windows-1252, as old programs write.
 *
 * @returns null for what is no form's part
 */
export function formDisposition(header: string): Disposition | null {
  if (!/^\s*form-data\s*(;|$)/i.test(header)) return null;
  const parameters = new Map<string, string>();
  for (const [, key, quoted, token] of header.matchAll(PARAMETER)) {
    const value = quoted?.replace(/\\(["\\])/g, "$1") ?? token.trim();
    // Of two the first counts, for whoever looked at the form before may have.
    if (!parameters.has(key.toLowerCase())) parameters.set(key.toLowerCase(), value);
  }
  const name = parameters.get("name");
  if (name === undefined) return null;
  const plain = parameters.get("filename");
  const filename = extended(parameters.get("filename*")) ??
    (plain === undefined ? null : text(plain));
  return { name: text(name), filename };
}

/** The same in the one form that is read alike everywhere; line breaks, which can't be in it, become `_`. */
export function writeDisposition({ name, filename }: Disposition): string {
  const quoted = (value: string) =>
    `"${utf8(value).replace(/[\r\n]/g, "_").replace(/["\\]/g, "\\$&")}"`;
  const file = filename === null ? "" : `; filename=${quoted(filename)}`;
  return `form-data; name=${quoted(name)}${file}`;
}

function extended(value: string | undefined): string | null {
  const [, charset, encoded] = EXTENDED.exec(value ?? "") ?? [];
  if (encoded === undefined) return null;
  const bytes = encoded.replace(
    /%([\da-f]{2})/gi,
    (_, hex) => String.fromCharCode(parseInt(hex, 16)),
  );
  try {
    return new TextDecoder(charset, { fatal: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    return null;
  }
}

const utf8Only = new TextDecoder("utf-8", { fatal: true });
const windows1252 = new TextDecoder("windows-1252");

function text(latin1: string): string {
  const bytes = Buffer.from(latin1, "latin1");
  try {
    return utf8Only.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

function utf8(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
