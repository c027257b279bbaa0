/**
 * A text without the characters at its end that `end`, a class of one character, matches. A pattern
 * like `[...]+$` would take the square of a long run that does not end the text.
 */
export function withoutEnd(text: string, end: RegExp): string {
  let to = text.length;
  while (to > 0 && end.test(text[to - 1])) to--;
  return text.slice(0, to);
}

/** The same at both ends. */
export function withoutEdges(text: string, start: RegExp, end: RegExp): string {
  const rest = withoutEnd(text, end);
  let from = 0;
  while (from < rest.length && start.test(rest[from])) from++;
  return rest.slice(from);
}
