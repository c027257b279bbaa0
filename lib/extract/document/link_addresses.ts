/** More links than this are no resume's. */
const MAX_ADDRESSES = 20;
const MAIL = /^\s{0,9}mailto:([^?\s"<>]{1,300})/i;
/** An address, as far as it needs to be told from junk. */
const ADDRESS = /^[^@\s,;:]{1,64}@[^@\s,;:]{1,190}\.[^@\s,;:.]{2,24}$/u;

/** The e-mail addresses that a document's links point to ("mailto:"), each once. */
export class LinkAddresses {
  readonly #found = new Set<string>();

  /** Takes a link's target, of whatever kind. */
  add(target: string): void {
    const written = MAIL.exec(target)?.[1];
    if (written === undefined || this.#found.size >= MAX_ADDRESSES) return;
    const address = decoded(written).trim();
    if (ADDRESS.test(address)) this.#found.add(address);
  }

  /** The text, with the addresses that it lacks at its end, a line each. */
  appendTo(text: string): string {
    const written = text.toLowerCase();
    const missing = [...this.#found].filter((address) => !written.includes(address.toLowerCase()));
    return missing.length === 0 ? text : `${text.trimEnd()}\n\n${missing.join("\n")}`;
  }
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
