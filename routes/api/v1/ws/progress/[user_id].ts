import { resolveUser } from "@/lib/auth/authorize.ts";
import { define } from "@/lib/api/define.ts";
import { badRequest, upgradeRequired, webSocketsOff } from "@/lib/http/problems.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { admitStream, readStreamRequest } from "@/lib/api/stream/stream_request.ts";
import { SocketStream } from "@/lib/sse/socket_stream.ts";

/** The old WebSocket endpoint: the same log in frames `{event, id, data}`. */
export const handler = define.handlers({
  GET(ctx) {
    const { principal } = ctx.state;
    const user = resolveUser(principal, ctx.params.user_id, "read");
    const { hub, settings } = ctx.state.services;
    if (!settings.webSockets) throw webSocketsOff();
    if (ctx.req.headers.get("upgrade")?.toLowerCase() !== "websocket") throw upgradeRequired();
    // Read before the upgrade, which takes the request's headers away.
    const { lastEventId, start, filter } = readStreamRequest(ctx.req);
    const onEnd = admitStream(hub, user, quotaOf(ctx));
    const { socket, response } = upgrade(ctx.req, settings.keepaliveSeconds, onEnd);
    const { expiresAt } = principal;
    new SocketStream(hub, user, socket, { expiresAt, filter, onEnd }).open(lastEventId, start);
    return response;
  },
  /** There is nothing to see without an upgrade, and Fresh would answer by the GET, which opens one. */
  HEAD() {
    throw upgradeRequired();
  },
});

/** Pings are the runtime's: a peer that doesn't answer within `idleTimeout` seconds is gone. */
function upgrade(
  req: Request,
  idleTimeout: number,
  onFailure: () => void,
): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(req, { idleTimeout });
  } catch (cause) {
    onFailure();
    throw badRequest("Cannot upgrade: the WebSocket's handshake is not complete", cause);
  }
}
