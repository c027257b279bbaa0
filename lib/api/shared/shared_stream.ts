import { encodingOf } from "@/lib/api/stream/open_event_stream.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { admitStream, readStreamRequest } from "@/lib/api/stream/stream_request.ts";
import type { Services } from "@/lib/services.ts";
import type { Share } from "@/lib/shares/share.ts";
import { ShareView } from "@/lib/shares/share_view.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { SHARED_USER } from "@/lib/wire/review/share.ts";

/**
 * Opens the stream of one batch for who has a link to it, until the link ends.
 *
 * @throws {Problem} 429 or 503
 * @throws {ZodError} a value of the query can't be used
 */
export function openSharedStream(
  share: Share,
  req: Request,
  { peer, quota }: { peer: Deno.Addr; quota: Quota | null },
  { batches, hub, shareWatch }: Pick<Services, "batches" | "hub" | "shareWatch">,
): Response {
  const { view, asked, account, leave } = admitted(hub, share, req, quota);
  const { gzip, headers } = encodingOf(req);
  let unfollow = () => {};
  const stream = new EventStream(hub, share.user, {
    peer,
    gzip,
    expiresAt: Date.parse(share.expiresAt),
    filter: asked.filter,
    audience: {
      account,
      user: SHARED_USER,
      async progress() {
        const batch = await batches.get(share.user, share.batch);
        return batch && view.progressOf(batch);
      },
    },
    onEnd: () => {
      leave();
      unfollow();
    },
  });
  const body = stream.open(asked.lastEventId, asked.start);
  unfollow = shareWatch.follow(share, () => stream.close("revoked", REVOKED_RETRY_MS));
  if (hub.draining) unfollow();
  return new Response(body, { headers });
}

/** What a HEAD gets: the head of that answer, and no stream. */
export function headOfSharedStream(
  hub: Hub,
  share: Share,
  req: Request,
  quota: Quota | null,
): Response {
  admitted(hub, share, req, quota).leave();
  return new Response(null, { headers: encodingOf(req).headers });
}

/** A link has as many streams as a user, and takes none of its owner's. */
function admitted(hub: Hub, share: Share, req: Request, quota: Quota | null) {
  const view = new ShareView(share);
  const asked = readStreamRequest(req, { batch: share.batch, view });
  const account = `${share.user} ${share.id}`;
  return { view, asked, account, leave: admitStream(hub, account, quota) };
}

/** What comes back is told that it is over. */
const REVOKED_RETRY_MS = 1000;
