import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** Says that the session has ended, where it has. A reload would lose what isn't sent yet. */
export function SessionEnded({ connection }: { connection: ConnectionState }) {
  if (connection.kind !== "refused" || connection.status !== 401) return null;
  return (
    <Notice>
      <p>
        Your session has ended, and updates with it. <a href="/" target="_blank">Open a new one</a>
        {" "}
        in another tab, then come back to this one.
      </p>
    </Notice>
  );
}
