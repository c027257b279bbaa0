/** A resume links to a few places; the first are its owner's. */
const MAX_LINKS = 3;
const EMAIL = /^[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,180}\.\p{L}{2,24}$/u;
const IS_EMAIL_IN_TEXT = /[\p{L}\p{N}._%+-]@[\p{L}\p{N}-]{1,60}\./u;
const LINKEDIN = /^(?:https?:\/\/)?(?:www\.)?(linkedin\.com\/(?:in|pub)\/[^\s?#]{1,100})/i;

/**
 * What a document's links say that its text doesn't: an e-mail address where none is written, and a
 * LinkedIn profile, as behind "E-mail me" or an icon. A person sees them by pointing at them.
 */
export function linkedContacts(links: readonly string[], text: string): string[] {
  if (links.length === 0) return [];
  const written = text.toLowerCase();
  const found = new Set<string>();
  const hasEmail = IS_EMAIL_IN_TEXT.test(text);
  for (const link of links) {
    const contact = (hasEmail ? null : emailOf(link)) ?? LINKEDIN.exec(link)?.[1];
    if (contact !== undefined && !written.includes(contact.toLowerCase())) found.add(contact);
    if (found.size >= MAX_LINKS) break;
  }
  return [...found];
}

function emailOf(link: string): string | null {
  const mailto = /^mailto:([^?]{3,300})/i.exec(link);
  if (mailto === null) return null;
  const address = decoded(mailto[1]).trim();
  return EMAIL.test(address) ? address : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
