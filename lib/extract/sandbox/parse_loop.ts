import { collectGarbage } from "@/lib/async/collect_garbage.ts";
import { concat } from "@/lib/bytes.ts";
import { encodePage, type PageReply } from "@/lib/extract/container/page_message.ts";
import { unpack } from "@/lib/extract/container/unpack.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { type DocumentAnswer, DocumentParser } from "@/lib/extract/document_parser.ts";
import { decodeMessage, encodeMessage } from "@/lib/extract/sandbox/message.ts";
import type {
  AgainRequest,
  ContainerRequest,
  DocumentRequest,
  DrawRequest,
  PlacesRequest,
  SandboxRequest,
  TextRequest,
  ViewRequest,
} from "@/lib/extract/sandbox/request.ts";
import { encodePgm } from "@/lib/extract/document/grey_picture.ts";
import { requirementsRead } from "@/lib/resume/job/criteria.ts";
import { assessAgain, screen, type Screened } from "@/lib/resume/assess.ts";
import { BriefCache } from "@/lib/resume/match/brief_cache.ts";
import { idf } from "@/lib/resume/text/idf.ts";

/** So long after a document nobody waits for the sandbox, and a collection (0.1 s) is in nobody's way. */
const REST_MS = 10_000;

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
  let rest: ReturnType<typeof setTimeout> | undefined;
  scope.onmessage = async ({ data }) => {
    clearTimeout(rest);
    try {
      if (data instanceof Uint8Array) {
        if (parser === undefined) throw new Error('Cannot parse "document": no PDFium yet');
        send(await answer(data, parser, briefs));
      } else {
        parser = await DocumentParser.load(data);
        send(concat(encodeMessage({}, new Uint8Array(0))));
        // Makes its tables (40 ms) before the first resume comes.
        idf("");
      }
    } catch (error) {
      console.error(error);
      send(new Uint8Array(0));
    } finally {
      rest = setTimeout(collectGarbage, REST_MS);
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
  if ("criteria" in request) return criteriaRead(body);
  if ("resumes" in request) return assessedAgain(request, body, briefs);
  if ("from" in request) {
    const page = encodePage(await unpacked(request, body));
    return concat([...encodeMessage(page.head, new Uint8Array(0)), ...page.body]);
  }
  if ("page" in request) return await drawn(request, body, parser);
  if ("view" in request) return await viewed(request, body, parser);
  if ("lines" in request) return await placed(request, body, parser);
  const { text, ...found } = "byOcr" in request
    ? parser.take(new TextDecoder().decode(body), request.byOcr.hidden)
    : await parser.parse(request.kind, body);
  const { assessment, likeness } = screened(request, { text, ...found }, briefs);
  const reply = { ...found, assessment, likeness };
  return concat(encodeMessage(reply, new TextEncoder().encode(text)));
}

function criteriaRead(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const requirements = requirementsRead(new TextDecoder().decode(body));
  return concat(encodeMessage({ reason: null, requirements }, new Uint8Array(0)));
}

function assessedAgain(
  { resumes, by }: AgainRequest,
  texts: Uint8Array<ArrayBuffer>,
  briefs: BriefCache,
): Uint8Array<ArrayBuffer> {
  const brief = briefs.of(by.job, by.criteria);
  const decoder = new TextDecoder();
  let start = 0;
  const reassessments = resumes.map(({ bytes, now, ...known }) => {
    const text = decoder.decode(texts.subarray(start, start += bytes));
    return assessAgain({ text, brief, now: new Date(now) }, known);
  });
  return concat(encodeMessage({ reason: null, reassessments }, new Uint8Array(0)));
}

async function unpacked(request: ContainerRequest, bytes: Uint8Array): Promise<PageReply> {
  try {
    return { reason: null, ...await unpack(request.kind, bytes, request) };
  } catch (error) {
    const reason = error instanceof ExtractionError ? error.reason : "corrupt";
    return { reason, files: [], next: null };
  }
}

const NOT_SCREENED = { assessment: null, likeness: null };

async function drawn(
  { kind, page }: DrawRequest,
  bytes: Uint8Array<ArrayBuffer>,
  parser: DocumentParser,
): Promise<Uint8Array<ArrayBuffer>> {
  const { picture, ...head } = await parser.draw(kind, bytes, page);
  const pgm = picture === null ? new Uint8Array(0) : encodePgm(picture);
  return concat(encodeMessage(head, pgm));
}

async function viewed(
  { kind, view }: ViewRequest,
  bytes: Uint8Array<ArrayBuffer>,
  parser: DocumentParser,
): Promise<Uint8Array<ArrayBuffer>> {
  const { picture, ...head } = await parser.view(kind, bytes, view);
  const { width = 0, height = 0, scanlines = new Uint8Array(0) } = picture ?? {};
  return concat(encodeMessage({ ...head, width, height }, scanlines));
}

async function placed(
  { kind, lines, textBytes }: PlacesRequest,
  bytes: Uint8Array<ArrayBuffer>,
  parser: DocumentParser,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextDecoder().decode(bytes.subarray(0, textBytes));
  const { found, ...head } = await parser.places(kind, bytes.subarray(textBytes), { text, lines });
  return concat(
    encodeMessage({ ...head, ...found ?? { pages: [], boxes: [] } }, new Uint8Array(0)),
  );
}

function screened(
  request: DocumentRequest | TextRequest,
  { text, hidden, headlines, reason }: DocumentAnswer,
  briefs: BriefCache,
): Screened | typeof NOT_SCREENED {
  const { kind, screening } = request;
  if (screening === null || reason !== null) return NOT_SCREENED;
  const brief = briefs.of(screening.job, screening.criteria);
  const now = new Date(screening.now);
  return screen({
    text,
    headlines,
    brief,
    now,
    hiddenText: hidden ?? undefined,
    mayBeScan: kind === "pdf",
    byOcr: "byOcr" in request ? request.byOcr : undefined,
  });
}
