import { define } from "@/lib/api/define.ts";
import { headOfEventStream, openEventStream } from "@/lib/api/stream/open_event_stream.ts";

/** The event stream of a user. */
export const handler = define.handlers({
  GET({ req, info, params, state: { principal, services } }) {
    return openEventStream(services.hub, principal, params.user_id, req, info.remoteAddr);
  },
  HEAD({ req, params, state: { principal, services } }) {
    return headOfEventStream(services.hub, principal, params.user_id, req);
  },
});
