import { type DocumentAnswer, DocumentParser } from "@/lib/extract/document_parser.ts";
import { decodeMessage, encodeMessage, join } from "@/lib/extract/sandbox/message.ts";
import type { SandboxRequest } from "@/lib/extract/sandbox/request.ts";
import { assess } from "@/lib/resume/assess.ts";
import { BriefCache } from "@/lib/resume/match/brief_cache.ts";
import type { Assessment } from "@/lib/wire/result.ts";

/** What a sandbox's Worker is sent: PDFium once, then requests with their documents. */
export type Message = WebAssembly.Module | Uint8Array<ArrayBuffer>;

interface WorkerScope {
  onmessage: ((event: MessageEvent<Message>) => void) | null;
}

/** Answers each message by one reply; an empty one says that the parser itself failed. */
export function serveDocuments(send: (reply: Uint8Array<ArrayBuffer>) => void): void {
  // The project is typed for pages; in a Worker the global is this.
  const scope = globalThis as unknown as WorkerScope;
  const briefs = new BriefCache();
  let parser: DocumentParser | undefined;
  scope.onmessage = async ({ data }) => {
    try {
      if (data instanceof Uint8Array) {
        if (parser === undefined) throw new Error('Cannot parse "document": no PDFium yet');
        send(await answer(data, parser, briefs));
      } else {
        parser = await DocumentParser.load(data);
        send(join(encodeMessage({}, new Uint8Array(0))));
      }
    } catch (error) {
      console.error(error);
      send(new Uint8Array(0));
    }
  };
}

async function answer(
  message: Uint8Array<ArrayBuffer>,
  parser: DocumentParser,
  briefs: BriefCache,
): Promise<Uint8Array<ArrayBuffer>> {
  const { head, body } = decodeMessage(message);
  const request = head as SandboxRequest;
  const { text, ...found } = await parser.parse(request.kind, body);
  const assessment = screened(request, { text, ...found }, briefs);
  return join(encodeMessage({ ...found, assessment }, new TextEncoder().encode(text)));
}

function screened(
  { kind, screening }: SandboxRequest,
  { text, hidden, headlines, reason }: DocumentAnswer,
  briefs: BriefCache,
): Assessment | null {
  if (screening === null || reason !== null) return null;
  const brief = briefs.of(screening.job);
  const now = new Date(screening.now);
  return assess({ text, headlines, brief, now, hiddenText: hidden, mayBeScan: kind === "pdf" });
}
