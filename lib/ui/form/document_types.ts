/**
 * What file pickers offer: what the server reads (lib/extract/document/file_kind.ts, which a test compares), and no
 * more. The server looks at the bytes, and says why it won't have others.
 */
export const DOCUMENT_TYPES = ".pdf,.docx,.odt,.rtf,.html,.htm,.txt,.text,.md,.markdown";
