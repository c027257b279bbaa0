import { canonical, longestAlias } from "@/lib/resume/text/aliases.ts";

// Each step takes one character class and no step can give characters back to the one before it in
// two ways, so the scan is linear.
function wordPattern(first: string, more: string): RegExp {
  const word = `[${first}][${more}]*(?:['’.&][${first}][${more}]*)*(?:\\+\\+|#)?`;
  return new RegExp(`${word}|(?<![${first}])\\.net(?![${first}])`, "giu");
}

const WORD = wordPattern("\\p{L}\\p{N}", "\\p{L}\\p{M}\\p{N}");
// The same for lines of ASCII, which are most and take half the time.
const ASCII_WORD = wordPattern("A-Za-z0-9", "A-Za-z0-9");
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

// Tried only where a word begins: from inside a long one it would be scanned again and again.
const ADDRESS = /(?<![^\s@])[^\s@]+@[^\s@]{1,255}|\b(?:https?:\/\/|www\.)\S+/giu;

/** A token is at most this long; longer runs are data, not words. */
const MAX_TOKEN = 40;

/** Letters that name a language only as a capital or as an item of a list. */
const LETTER_LANGUAGES: Record<string, string> = { r: "r-language", c: "c-language" };

function isListItem(line: string, start: number, end: number): boolean {
  return /(?:^|[,;/|(:•])\s?$/.test(line.slice(Math.max(0, start - 2), start)) &&
    /^\s?(?:$|[,;/|)•])/.test(line.slice(end, end + 2));
}

function letterLanguage(word: string, line: string, start: number, end: number) {
  const named = LETTER_LANGUAGES[word.toLowerCase()];
  if (named === undefined) return undefined;
  const initial = /^(?:\.\s?\p{L}|[&'’\-])/u.test(line.slice(end, end + 3)) ||
    /[\p{L}\p{N}]\.$/u.test(line.slice(Math.max(0, start - 2), start));
  const capital = word !== word.toLowerCase() && !initial;
  return capital || isListItem(line, start, end) ? named : undefined;
}

/** "Go" is the language unless it begins a sentence ("Go to ...") or a compound ("Go-to-market"). */
function isGoLanguage(line: string, start: number, end: number): boolean {
  if (isListItem(line, start, end)) return true;
  const before = line.slice(0, start).trimEnd().at(-1) ?? ".";
  return !/[.!?:•]/.test(before) && !/^[-'’]/.test(line.slice(end, end + 1));
}

const PARTED = /['’.&]/;

function split(word: string): string[] {
  if (canonical(word) !== undefined) return [word];
  if (word.endsWith(".net")) return word === ".net" ? [word] : [word, ".net"];
  if (word.includes("&") && word.length <= 5) return [word];
  return word.split(PARTED).filter((part) => part !== "" && part !== "s");
}

// "Pythonの経験": scripts without blanks go on right behind a Latin name.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const SCRIPT_CHANGE =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])(?=[\p{Script=Latin}\p{N}])|(?<=[\p{Script=Latin}\p{N}+#])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu;

function wordsOf(text: string): string[] {
  const words: string[] = [];
  const ascii = ASCII.test(text);
  const line = !ascii && UNSPACED.test(text) ? text.replace(SCRIPT_CHANGE, " ") : text;
  const plain = /@|www\.|:\/\//i.test(line) ? line.replace(ADDRESS, " ") : line;
  for (const match of plain.matchAll(ascii || ASCII.test(plain) ? ASCII_WORD : WORD)) {
    const raw = match[0];
    if (raw.length > MAX_TOKEN) continue;
    const source = match.input;
    const end = match.index + raw.length;
    const letter = raw.length === 1 ? letterLanguage(raw, source, match.index, end) : undefined;
    if (letter !== undefined) words.push(letter);
    else if (raw === "Go" && isGoLanguage(source, match.index, end)) words.push("golang");
    else if (PARTED.test(raw)) words.push(...split(raw.toLowerCase()));
    else words.push(raw.toLowerCase());
  }
  return words;
}

/**
 * The words of one line in lower case, each in its canonical name (js is javascript, k8s is
 * kubernetes). C++, C#, .NET, Node.js, CI/CD, R and Go stay whole. Addresses are left out.
 */
export function tokenize(line: string): string[] {
  const words = wordsOf(line);
  const tokens: string[] = [];
  for (let at = 0; at < words.length;) {
    let taken = 0;
    const longest = Math.min(longestAlias(words[at]), words.length - at);
    for (let length = longest; length > 0; length--) {
      const found = canonical(length === 1 ? words[at] : words.slice(at, at + length).join(" "));
      if (found === undefined) continue;
      tokens.push(...found);
      taken = length;
      break;
    }
    if (taken === 0) tokens.push(words[at]);
    at += Math.max(1, taken);
  }
  return tokens;
}
