import { decodeWords } from "postal-mime";
import { latin1 } from "@/lib/bytes.ts";
import { emlEntries } from "@/lib/extract/container/eml_entries.ts";
import { type Entry, MAX_ENTRIES } from "@/lib/extract/container/entry.ts";
import { fileNameOf } from "@/lib/extract/container/mail.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** The line before a message: at the beginning, or after an empty line. */
const SEPARATOR = /(?<=^|\n\r?\n)From [^\r\n]{0,998}(?:\r?\n|$)/g;
/** It says when the message came; a line of a letter that begins so mostly doesn't. */
const TIME = /\d\d?:\d\d/;
/** Lines of a message that begin so have been marked; with one mark more where they had some. */
const MARKED = /^>(?=>*From )/gm;
/** Where a header is looked for its subject, in bytes. */
const HEADER_BYTES = 16_384;
const SUBJECT = /^subject:[ \t]*([^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,9})/im;

/**
 * The messages of a mailbox, each as a file (RFC 4155); of a single one, the files in it.
 *
 * @throws {ExtractionError} too_much_inside over 2,000 messages; corrupt
 */
export async function mboxEntries(bytes: Uint8Array): Promise<Entry[]> {
  const messages = messagesIn(bytes);
  return messages.length === 1 ? await emlEntries(unmarked(messages[0])) : messages.map(entryOf);
}

/** @throws {ExtractionError} too_much_inside: empty ones count, too */
function messagesIn(bytes: Uint8Array): Uint8Array[] {
  const starts: { line: number; message: number }[] = [];
  for (const { index, 0: line } of latin1(bytes).matchAll(SEPARATOR)) {
    if (index > 0 && !TIME.test(line)) continue;
    if (starts.length === MAX_ENTRIES) throw new ExtractionError("too_much_inside");
    starts.push({ line: index, message: index + line.length });
  }
  return starts.map(({ message }, i) => bytes.subarray(message, starts[i + 1]?.line))
    .filter((message) => message.some((byte) => byte > 0x20));
}

function entryOf(message: Uint8Array): Entry {
  const name = `${fileNameOf(subjectOf(message))}.eml`;
  return { name, size: message.length, read: () => Promise.resolve(unmarked(message)) };
}

function subjectOf(message: Uint8Array): string {
  const start = new TextDecoder().decode(message.subarray(0, HEADER_BYTES));
  const [header] = start.split(/\r?\n\r?\n/, 1);
  return decodeWords(SUBJECT.exec(header)?.[1].replace(/\r?\n[ \t]+/g, " ") ?? "");
}

function unmarked(message: Uint8Array): Uint8Array {
  const text = latin1(message);
  if (!/^>+From /m.test(text)) return message;
  return Uint8Array.from(text.replace(MARKED, ""), (letter) => letter.charCodeAt(0));
}
