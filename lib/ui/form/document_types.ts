/** What file pickers offer. The server looks at the bytes, and says why it won't have others. */
export const DOCUMENT_TYPES = ".pdf,.docx,.doc,.odt,.rtf,.txt,.md,.html,.htm";
