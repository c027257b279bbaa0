import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { fileView } from "@/lib/api/answers/batch_view.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { recordId } from "@/lib/http/record_id.ts";
import DocumentPage from "@/islands/DocumentPage.tsx";
import { DOCUMENT_STYLES } from "@/lib/ui/page/use_styles.ts";

export const handler = define.handlers({
  async GET({ params, state: { principal, services } }) {
    const { id, file } = params;
    if (![id, file].every((it) => recordId.safeParse(it).success)) throw new HttpError(404);
    const batch = await services.batches.get(principal.user, id);
    const found = batch && await services.batches.file(principal.user, id, file);
    if (!batch || !found) throw new HttpError(404);
    return page({ name: BatchView.of(batch).file(fileView(found)).name });
  },
});

/** One document of a batch, as it looks and as it was read. */
export default define.page(function FilePage({ data, params }) {
  const { name } = data as { name: string };
  return (
    <>
      <Head>
        <title>{name} - Resume Screener</title>
        <link key="document" rel="stylesheet" href={asset(DOCUMENT_STYLES)} />
      </Head>
      <div class="page-head">
        <h1>{name}</h1>
        <p>
          <a href={`/batches/${encodeURIComponent(params.id)}`}>Back to the candidates</a>
        </p>
      </div>
      <noscript>
        <p class="notice">This page needs JavaScript.</p>
      </noscript>
      <section aria-labelledby="document-title">
        <h2 id="document-title" class="visually-hidden">Document</h2>
        <DocumentPage batchId={params.id} file={params.file} />
      </section>
    </>
  );
});
