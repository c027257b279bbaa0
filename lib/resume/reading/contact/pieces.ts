/** Pieces of a contact line, parted by bars, dots, bullets or wide gaps. */
export function piecesOf(text: string): string[] {
  return text.split(/\s?[|•·●∙⋅⋆◦;]\s?|\s{3,}|\t/u).map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}
