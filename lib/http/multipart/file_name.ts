/** Longest name kept, in UTF-16 units: what file systems take, and a row of the page can show. */
const MAX_LENGTH = 255;

/** What a file without a name is called; an empty `<input type=file>` sends one of no bytes. */
export const NO_NAME = "unnamed";

/** Controls, and the marks that turn text around, so that "fdp.exe" can't pass for "exe.pdf". */
export const UNSAFE_CHARACTERS = /[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A file's name as text to show: no directories, no control characters, at most 255 characters with the
 * extension kept. It is never used as a path. A file without a name is called `NO_NAME`.
 */
export function fileName(given: string | undefined): string {
  const last = (given ?? "").toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const name = last.replace(UNSAFE_CHARACTERS, "_").trim();
  if (name === "" || name === "." || name === "..") return NO_NAME;
  return name.length <= MAX_LENGTH ? name : shortened(name);
}

function shortened(name: string): string {
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? "";
  const stem = name.slice(0, MAX_LENGTH - extension.length);
  // The cut may fall inside a pair of surrogates.
  return stem.replace(/[\ud800-\udbff]$/, "") + extension;
}
