import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { DEFAULT_TITLE } from "@/lib/wire/batch.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import { BatchView } from "@/islands/Screening.tsx";
import { WORKBENCH_STYLES } from "@/lib/ui/page/use_styles.ts";

export const handler = define.handlers({
  /** A batch that isn't there is 404 too; the island says so in its own words. */
  async GET({ params, state: { principal, services } }) {
    if (!recordId.safeParse(params.id).success) throw new HttpError(404);
    const batch = await services.batches.get(principal.user, params.id);
    if (!batch) return page({ title: "No such batch", worked: false }, { status: 404 });
    // The page holds no rows: it reads them later than this.
    const position = await services.log.position(principal.user);
    const title = batch.title ?? DEFAULT_TITLE;
    const worked = isFinal(batch.status) && batch.successful > 0;
    return page({ title, worked }, { headers: { [POSITION_HEADER]: position } });
  },
});

/** One batch by its id: live where it still runs, its ranked list where it has ended. */
export default define.page(function BatchPage({ data, state, params }) {
  const { title, worked } = data as { title: string; worked: boolean };
  const { maxUploadBytes, maxFilesPerBatch } = state.services.settings;
  const limits = { maxFileBytes: maxUploadBytes, maxFiles: maxFilesPerBatch };
  return (
    <>
      <Head>
        <title>{title} - Resume Screener</title>
        <link key="workbench" rel="stylesheet" href={asset(WORKBENCH_STYLES)} />
      </Head>
      <BatchView
        userId={state.principal.user}
        batchId={params.id}
        title={title}
        limits={limits}
        worked={worked}
      />
    </>
  );
});
