import { useEffect, useMemo, useState } from "preact/hooks";
import { DocumentSource, whyNoPages } from "@/lib/client/document/document_source.ts";
import { delay } from "@/lib/async/delay.ts";
import { isEnding } from "@/lib/wire/file_state.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import type { DocumentPage } from "@/lib/wire/review/page.ts";

/** A document as far as it is there. */
export interface ShownDocument {
  source: DocumentSource;
  /** What is known of the file, and its text; null until they are there. */
  read: { detail: FileDetail; text: string | null } | null;
  /** The pages, the first ones first: each comes by itself. */
  pages: DocumentPage[];
  /** Why there are no pages, in words, "" where the kind has none; null while there may be some. */
  unshown: string | null;
  /** Why there is nothing at all. */
  problem: string | null;
}

type Loaded = Omit<ShownDocument, "source">;

const NOTHING: Loaded = { read: null, pages: [], unshown: null, problem: null };

/** Loads a document's text and what is known of its pages. */
export function useDocument(batchId: string, file: string): ShownDocument {
  const source = useMemo(() => new DocumentSource(batchId, file), [batchId, file]);
  const [loaded, setLoaded] = useState(NOTHING);
  useEffect(() => {
    const abort = new AbortController();
    const merge = (news: (before: Loaded) => Partial<Loaded>) => {
      if (!abort.signal.aborted) setLoaded((before) => ({ ...before, ...news(before) }));
    };
    setLoaded(NOTHING);
    const load = async () => {
      const read = await loadText(source, abort.signal);
      merge(() => ({ read }));
      // After the text: before the file is read, there would be no evidence on them.
      await loadPages(source, abort.signal, (page) => {
        merge(({ pages }) => ({ pages: [...pages, page] }));
      }).catch((error) => merge(() => ({ unshown: whyNoPages(error) })));
    };
    load().catch((error) => merge(() => ({ problem: messageOf(error) })));
    return () => abort.abort();
  }, [source]);
  return { source, ...loaded };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Between looks at a file that is still being read, in milliseconds. */
const LOOK_MS = 2_000;

async function loadText(source: DocumentSource, signal: AbortSignal) {
  for (;;) {
    const detail = await source.detail(signal);
    if (isEnding(detail.state) || detail.state === "refused") {
      return { detail, text: await source.text(signal) };
    }
    await delay(LOOK_MS, { signal });
  }
}

async function loadPages(
  source: DocumentSource,
  signal: AbortSignal,
  onPage: (page: DocumentPage) => void,
): Promise<void> {
  // One by one: the first request finds the evidence on all pages, the others only fetch it.
  for (let number = 1, count = 1; number <= count; number++) {
    const page = await source.page(number, signal);
    count = page.pages;
    onPage(page);
  }
}
