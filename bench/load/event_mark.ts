/** Stands once in each event, before the number: so a reader need not parse what it counts. */
export const MARK = "~".charCodeAt(0);

/** Digits of an event's number. */
export const DIGITS = 7;

const FILLER = "Extracting resume_0042.pdf, page 1 of 3, applicant tracking";

/** The JSON body of one update: 155 to 160 bytes, the same for every peer. */
export function updateBody(number: number, completed: number, total: number): string {
  const message = `${FILLER} ~${String(number).padStart(DIGITS, "0")}`;
  return JSON.stringify({ completed, total, status: "processing", message });
}

/** The number that stands at an offset, right after the mark. */
export function numberAt(bytes: Uint8Array, offset: number): number {
  let number = 0;
  for (let at = offset; at < offset + DIGITS; at++) number = number * 10 + bytes[at] - 48;
  return number;
}
