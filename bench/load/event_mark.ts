import { createHash } from "node:crypto";
import type { RankedFile } from "@/lib/wire/progress.ts";

/** Stands once in each event, before the number: so a reader need not parse what it counts. */
export const MARK = "~".charCodeAt(0);

/** Digits of an event's number. */
export const DIGITS = 7;

/** Files of one batch have ULIDs of about the same time. */
const ULID_TIME = "01KB3ZT5R4";
const ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What one ranked file takes as JSON. */
const RANKED_FILE_BYTES = 94;

const FILLER = "Extracting resume_0042.pdf, page 1 of 3, applicant tracking";

/** The JSON body of one update: 155 to 160 bytes and its payload, the same for every peer. */
export function updateBody(
  number: number,
  completed: number,
  total: number,
  payload: RankedFile[] = [],
): string {
  const message = `${FILLER} ~${String(number).padStart(DIGITS, "0")}`;
  const results = payload.length > 0 ? payload : undefined;
  return JSON.stringify({ completed, total, status: "processing", message, results });
}

/** Ranked files of about so many bytes of JSON, other ones for each number, as a batch's last event has. */
export function payloadOf(number: number, bytes: number): RankedFile[] {
  return Array.from({ length: Math.round(bytes / RANKED_FILE_BYTES) }, (_, at) => {
    const digest = createHash("sha256").update(`${number} ${at}`).digest();
    const id = Array.from(digest.subarray(0, 16), (byte) => ULID_DIGITS[byte % 32]).join("");
    const score = 100 - at - digest[16] / 1000;
    const name = `resume_${digest.readUInt16LE(17)}.pdf`;
    return { file_id: `${ULID_TIME}${id}`, name, score, rank: at + 1 };
  });
}

/** The number that stands at an offset, right after the mark. */
export function numberAt(bytes: Uint8Array, offset: number): number {
  let number = 0;
  for (let at = offset; at < offset + DIGITS; at++) number = number * 10 + bytes[at] - 48;
  return number;
}
