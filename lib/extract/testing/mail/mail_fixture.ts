import { burn, type Entry } from "@kenjiuno/msgreader/lib/Burner.js";
import { concat } from "@/lib/bytes.ts";
import { Buffer } from "node:buffer";

/** A part of a mail. */
export interface Part {
  type: string;
  content: string | Uint8Array;
  /** Further header lines. */
  headers?: string[];
}

/** A mail as it is sent, of these parts. */
export function emlOf(subject: string, parts: Part[]): Uint8Array {
  // A mail in a mail has one of its own.
  const boundary = `=_${crypto.randomUUID()}`;
  const lines = [
    "Received: by mail.example; Wed, 25 Nov 2026 09:00:00 +0000",
    "From: Anna Ek <anna@example.com>",
    "To: jobs@example.com",
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    ...parts.flatMap(({ type, content, headers = [] }) => [
      `--${boundary}`,
      `Content-Type: ${type}`,
      ...headers,
      ...type === "message/rfc822"
        ? ["", new TextDecoder().decode(content as Uint8Array)]
        : ["Content-Transfer-Encoding: base64", "", base64(content)],
    ]),
    `--${boundary}--`,
    "",
  ];
  return new TextEncoder().encode(lines.join("\r\n"));
}

function base64(content: string | Uint8Array): string {
  return Buffer.from(content).toString("base64").replace(/.{76}/g, "$&\r\n");
}

/** A part that is attached under this name. */
export function attached(
  name: string,
  content: string | Uint8Array,
  type = "application/octet-stream",
): Part {
  return { type, content, headers: [`Content-Disposition: attachment; filename="${name}"`] };
}

/** A mailbox of these messages (RFC 4155). */
export function mboxOf(messages: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const line = new TextEncoder().encode("From anna@example.com Wed Nov 25 09:00:00 2026\n");
  const end = new TextEncoder().encode("\n\n");
  return concat(messages.flatMap((message) => [line, message, end]));
}

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));

/** Russian letters only. */
const cyrillic = (text: string) =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0) - 0x410 + 0xc0);

/** A message's properties of a fixed size: none, or this number under this tag. */
function properties(tag?: number, value = 0): Uint8Array {
  const bytes = new Uint8Array(32 + (tag === undefined ? 0 : 16));
  const view = new DataView(bytes.buffer);
  if (tag !== undefined) {
    view.setUint32(32, tag, true);
    view.setUint32(36, 6, true);
    view.setUint32(40, value, true);
  }
  return bytes;
}

const DIRECTORY = 1;
const DOCUMENT = 2;
const ROOT = 5;

/** A message as Outlook stores it ([MS-OXMSG]): subject, body and what is attached. */
export function msgOf(
  { subject, body, rtf, attachments, codePage }: {
    subject: string;
    body: string;
    /** The body in RTF, compressed. */
    rtf?: Uint8Array;
    attachments: { name: string; content: Uint8Array }[];
    /** The subject is in Windows' Cyrillic, as of before Unicode. */
    codePage?: 1251;
  },
): Uint8Array {
  const entries: Entry[] = [{ name: "Root Entry", type: ROOT, length: 0, children: [] }];
  const add = (parent: number, name: string, content: Uint8Array | null): number => {
    const type = content ? DOCUMENT : DIRECTORY;
    const length = content?.length ?? 0;
    const provider = content ? { binaryProvider: () => content } : { children: [] };
    entries[parent].children!.push(entries.length);
    entries.push({ name, type, length, ...provider });
    return entries.length - 1;
  };
  add(0, "__nameid_version1.0", null);
  add(0, "__properties_version1.0", codePage ? properties(0x3ffd0003, codePage) : properties());
  if (codePage) add(0, "__substg1.0_0037001E", cyrillic(subject));
  else add(0, "__substg1.0_0037001F", utf16(subject));
  add(0, "__substg1.0_1000001F", utf16(body));
  if (rtf) add(0, "__substg1.0_10090102", rtf);
  for (const [i, { name, content }] of attachments.entries()) {
    const folder = add(0, `__attach_version1.0_#${String(i).padStart(8, "0")}`, null);
    add(folder, "__properties_version1.0", new Uint8Array(8));
    add(folder, "__substg1.0_3707001F", utf16(name));
    add(folder, "__substg1.0_37010102", content);
  }
  return burn(entries);
}
