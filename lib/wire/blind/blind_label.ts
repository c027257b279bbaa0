/**
 * What a candidate is called whose name is hidden: by the place of its file in the order in which they
 * came to the batch, "Candidate 12"; of one that was in another file by both places, "Candidate 12.3".
 */
export function labelOf(file: string): string {
  const [, ...places] = file.split("-");
  const isKnown = places.length > 0 && places.every((place) => /^\d{1,9}$/.test(place));
  return `Candidate ${isKnown ? places.map((place) => Number(place) + 1).join(".") : file}`;
}
