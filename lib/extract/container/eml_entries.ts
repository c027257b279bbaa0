import PostalMime, { type Attachment as Part } from "postal-mime";
import type { Entry } from "@/lib/extract/container/entry.ts";
import { type Attachment, mailEntries } from "@/lib/extract/container/mail.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** Parts in parts: a mail of people has four or so. */
const MAX_NESTING = 50;

/**
 * The files in a mail as it was sent (RFC 5322): a mail in it is a file too.
 *
 * @throws {ExtractionError} corrupt, too_much_inside
 */
export async function emlEntries(bytes: Uint8Array): Promise<Entry[]> {
  const { subject = "", html = null, text = null, attachments } = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: MAX_NESTING,
  }).catch(() => {
    throw new ExtractionError("corrupt");
  });
  return mailEntries({
    subject,
    html,
    text,
    rtf: null,
    attachments: attachments.map(attachmentOf),
  });
}

function attachmentOf(part: Part): Attachment {
  const type = part.mimeType.toLowerCase();
  const content = part.content as ArrayBuffer | Uint8Array;
  return {
    name: nameOf(part.filename, type),
    type,
    inline: part.related === true || part.disposition === "inline",
    content: content instanceof Uint8Array ? content : new Uint8Array(content),
  };
}

function nameOf(name: string | null | undefined, type: string): string {
  if (type !== "message/rfc822") return name ?? "";
  return /\.eml$/i.test(name ?? "") ? name! : `${name || "message"}.eml`;
}
