import { latin1 } from "@/lib/bytes.ts";
import { fileKind, HEAD_BYTES, isPlainPdf } from "@/lib/extract/document/file_kind.ts";
import type { ContainerKind, GivenKind } from "@/lib/wire/file_kinds.ts";

/** How zip files and those of before 2007's Office begin, Outlook's messages among them. */
const ZIP = ["PK\x03\x04", "PK\x05\x06"];
const OLE = "\xd0\xcf\x11\xe0";
/** How messages in Outlook's own form begin ([MS-OXTNEF]). */
const TNEF = "\x78\x9f\x3e\x22";

/** Parts that office files have and archives of documents have not. */
const OFFICE_PARTS = /^(?:\[Content_Types\]\.xml$|_rels\/|mimetype$|META-INF\/)/;
/** Where in a local header of a zip file the name's length stands, and where the name begins. */
const LOCAL_HEADER = { nameLength: 26, name: 30 };

/** The name of a stream that every Outlook message has, as its directory spells it. */
const MESSAGE_STREAM = "__nameid_version1.0".split("").join("\0");

/** A line of a mail's header, and those that a letter in a text file has not. */
const HEADER_LINE = /^(?:>?From |[!-9;-~]{1,76}:)/;
const MAIL_HEADER = /^(?:message-id|received|return-path|delivered-to)[ \t]*:/im;
/** What stands before each message of a mailbox, with who sent it and when (RFC 4155). */
const MAILBOX = "From ";
const MAIL_ENDINGS = new Set(["eml", "mbox"]);
/** Pages with their pictures in one file have the header of a mail, and are none. */
const PAGE_IN_MAIL = new Set(["mht", "mhtml"]);

/**
 * Says what a file is by its first bytes and, where they don't tell, by its name: a document, or a
 * container of some.
 * @returns null for what can't be read: refuse it at upload
 */
export function givenKind(name: string, head: Uint8Array): GivenKind | null {
  if (isPlainPdf(head)) return "pdf";
  const start = latin1(head.subarray(0, HEAD_BYTES));
  return containerKind(/\.([a-z]+)$/i.exec(name)?.[1].toLowerCase(), start) ?? fileKind(name, head);
}

function containerKind(extension: string | undefined, start: string): ContainerKind | null {
  if (ZIP.some((mark) => start.startsWith(mark))) {
    return extension === "zip" && !isOffice(start) ? "zip" : null;
  }
  if (start.startsWith(OLE)) {
    return extension === "msg" || start.includes(MESSAGE_STREAM) ? "msg" : null;
  }
  if (start.startsWith(TNEF)) return "tnef";
  if (PAGE_IN_MAIL.has(extension ?? "") || !isMail(extension, start)) return null;
  return start.startsWith(MAILBOX) ? "mbox" : "eml";
}

function isOffice(start: string): boolean {
  for (let at = 0; at >= 0; at = start.indexOf(ZIP[0], at + 4)) {
    const length = start.charCodeAt(at + LOCAL_HEADER.nameLength) +
      256 * start.charCodeAt(at + LOCAL_HEADER.nameLength + 1);
    const name = at + LOCAL_HEADER.name;
    if (OFFICE_PARTS.test(start.slice(name, name + length))) return true;
  }
  return false;
}

/** A letter saved as text may begin with "From:" too: what isn't named a mail has what only mails have. */
function isMail(extension: string | undefined, start: string): boolean {
  const text = start.replace(/^(?:\xef\xbb\xbf)?\s{0,100}/, "");
  if (!HEADER_LINE.test(text)) return false;
  return MAIL_ENDINGS.has(extension ?? "") || MAIL_HEADER.test(text.split(/\r?\n\r?\n/, 1)[0]);
}
