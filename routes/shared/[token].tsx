import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { ResultList } from "@/lib/api/answers/result_list.ts";
import { define } from "@/lib/api/define.ts";
import { resultsQuery } from "@/lib/api/queries.ts";
import { shareCookie } from "@/lib/api/shared/share_access.ts";
import { scoredFiles } from "@/lib/batches/batch.ts";
import { ShareEndedError, ShareNotFoundError } from "@/lib/shares/share_errors.ts";
import { ShareView } from "@/lib/shares/share_view.ts";
import SharedCandidates from "@/islands/SharedCandidates.tsx";
import { countOf } from "@/lib/client/format.ts";
import { DEFAULT_TITLE } from "@/lib/wire/batch.ts";
import type { Result } from "@/lib/wire/result.ts";

/** How many candidates the page lists at first. */
const LISTED = 50;

interface Shared {
  title: string;
  results: Result[];
  total: number;
  position: string;
  shareId: string;
  mayDecide: boolean;
  blind: boolean;
  /** Of all results as a file. */
  csv: string;
}

export const handler = define.handlers({
  async GET({ req, params, state: { services } }) {
    const share = await services.shares.open(params.token).catch((error) => {
      if (error instanceof ShareNotFoundError) {
        services.security.refused("unknown share");
        throw new HttpError(404);
      }
      if (error instanceof ShareEndedError) return error.how;
      throw error;
    });
    if (typeof share === "string") return page(share, { status: 410 });
    const position = await services.log.position(share.user);
    const batch = await services.batches.get(share.user, share.batch);
    if (!batch) throw new HttpError(404);
    services.security.shareUsed(share);
    const query = resultsQuery.parse({ limit: LISTED });
    const list = await ResultList.open(services, batch, query, new ShareView(share));
    const data: Shared = {
      title: batch.title ?? DEFAULT_TITLE,
      results: await Array.fromAsync(list.results()),
      total: scoredFiles(batch),
      position,
      shareId: share.id,
      mayDecide: share.mayDecide,
      blind: share.blind,
      csv: `/api/v1/shared/${share.id}/results?format=csv`,
    };
    return page(data, { headers: { "set-cookie": shareCookie(req, share, params.token) } });
  },
});

/** A batch as whoever has a link to it sees it. */
export default define.page(function SharedPage({ data }) {
  const shared = data as Shared | ShareEndedError["how"];
  if (typeof shared === "string") return <EndedShare how={shared} />;
  const { title, results, total, position, csv, shareId, mayDecide, blind } = shared;
  return (
    <>
      <Head>
        <title>{title} - Resume Screener</title>
        <meta name="robots" content="noindex" />
      </Head>
      <div class="page-head">
        <h1>{title}</h1>
        <p class="lead">
          {countOf(total, "candidate")}. {blind && "Names are hidden. "}
          <a href={csv} download>Download CSV</a>
        </p>
      </div>
      <SharedCandidates {...{ shareId, mayDecide, results, total, position }} />
    </>
  );
});

function EndedShare({ how }: { how: ShareEndedError["how"] }) {
  return (
    <>
      <Head>
        <title>Link ended - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>This link {how === "revoked" ? "was revoked" : "has expired"}</h1>
        <p class="lead">Ask whoever sent it to you for another.</p>
      </div>
    </>
  );
}
