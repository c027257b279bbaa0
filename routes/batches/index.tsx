import { page } from "fresh";
import { Head } from "fresh/runtime";
import { batchPage } from "@/lib/api/answers/batch_page.ts";
import { define } from "@/lib/api/define.ts";
import { batchesQuery } from "@/lib/api/queries.ts";
import { type ListingQuery, PAGE_SIZE } from "@/lib/client/share/batch_listing.ts";
import Batches from "@/islands/Batches.tsx";
import type { BatchPage } from "@/lib/wire/batch.ts";
import { formatPosition } from "@/lib/wire/position.ts";

export const handler = define.handlers({
  async GET({ url, state: { principal, services } }) {
    // What can't be read of an address is as good as left out.
    const { data } = batchesQuery.safeParse(Object.fromEntries(url.searchParams));
    const query: ListingQuery = { q: data?.q ?? "", cursor: data?.cursor ?? null };
    // A visitor who has no log yet gets none by looking.
    const head = await services.log.head(principal.user);
    const position = head && formatPosition(head);
    const batches = await batchPage(services, principal.user, { limit: PAGE_SIZE, ...query });
    return page({ query, batches, position });
  },
});

/** All batches of the user. */
export default define.page(function BatchesPage({ data, state }) {
  const { query, batches, position } = data as {
    query: ListingQuery;
    batches: BatchPage;
    position: string | null;
  };
  return (
    <>
      <Head>
        <title>Batches - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>Batches</h1>
        <form role="search" action="/batches" class="batch-search">
          <label for="batch-q" class="visually-hidden">Search by job title</label>
          <input
            id="batch-q"
            type="search"
            name="q"
            placeholder="Search by job title"
            defaultValue={query.q}
          />
          <button type="submit" class="button">Search</button>
        </form>
      </div>
      <Batches userId={state.principal.user} query={query} page={batches} position={position} />
    </>
  );
});
