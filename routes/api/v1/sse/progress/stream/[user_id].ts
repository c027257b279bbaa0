import { define } from "@/lib/http/define.ts";
import { openEventStream } from "@/lib/http/open_event_stream.ts";

/** The event stream of a user. */
export const handler = define.handlers({
  GET({ req, params, state: { principal, services } }) {
    return openEventStream(services.hub, principal, params.user_id, req);
  },
});
