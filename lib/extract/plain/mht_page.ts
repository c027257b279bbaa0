/** A page in a file of several parts (RFC 2557), as Word and browsers save it. */
interface MhtPage {
  bytes: Uint8Array;
  /** The encoding that its header names. */
  charset?: string;
}

const IS_MHT = /^\s{0,99}(?:[\w-]{1,40}:[^]{0,4000}?\n)?content-type:\s{0,9}multipart\/related/i;
const HEAD_CHARACTERS = 8_192;
/** Parts of a page: its pictures and style sheets. */
const MAX_PARTS = 1_000;

/**
 * The page in an MHT file.
 * @returns null where the file is none; an empty page where it holds none
 */
export function mhtPage(bytes: Uint8Array): MhtPage | null {
  const head = latin1(bytes.subarray(0, HEAD_CHARACTERS));
  if (!IS_MHT.test(head)) return null;
  const boundary = /boundary\s{0,9}=\s{0,9}"?([^"\s;]{1,100})/i.exec(head)?.[1];
  if (boundary === undefined) return { bytes: new Uint8Array(0) };
  const parts = latin1(bytes).split(`--${boundary}`, MAX_PARTS).slice(1);
  for (const part of parts) {
    const end = /\r?\n\r?\n/.exec(part.slice(0, HEAD_CHARACTERS));
    const header = part.slice(0, end?.index ?? 0);
    if (end === null || !/content-type:\s{0,9}(?:text\/html|application\/xhtml)/i.test(header)) {
      continue;
    }
    const body = part.slice(end.index + end[0].length);
    const charset = /charset\s{0,9}=\s{0,9}"?([\w:-]{1,40})/i.exec(header)?.[1];
    return { bytes: decoded(body, header), charset };
  }
  return { bytes: new Uint8Array(0) };
}

function decoded(body: string, header: string): Uint8Array {
  const how = /content-transfer-encoding:\s{0,9}([\w-]{1,20})/i.exec(header)?.[1].toLowerCase();
  if (how === "base64") return fromBase64(body.replace(/[^A-Za-z0-9+/]/g, ""));
  if (how !== "quoted-printable") return bytesOf(body);
  return bytesOf(
    body.replace(/=\r?\n/g, "")
      .replace(/=([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16))),
  );
}

/** What is cut short is read as far as it goes. */
function fromBase64(text: string): Uint8Array {
  return bytesOf(atob(text.slice(0, text.length - (text.length % 4 === 1 ? 1 : 0))));
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A character for each byte; TextDecoder's latin1 is Windows', which has others. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += HEAD_CHARACTERS) {
    text += String.fromCharCode(...bytes.subarray(at, at + HEAD_CHARACTERS));
  }
  return text;
}
