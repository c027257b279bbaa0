import "@/lib/ui/common.ts";
import { useEffect, useState } from "preact/hooks";
import { ConsoleSession } from "@/lib/client/console/console_session.ts";
import type { CurlRequest } from "@/lib/client/console/curl.ts";
import { SocketSession } from "@/lib/client/console/socket_session.ts";
import { startAt } from "@/lib/client/console/stream_tap.ts";
import { ConnectionBadge, describeConnection } from "@/lib/ui/parts/ConnectionBadge.tsx";
import { EventsTab } from "@/lib/ui/console/EventsTab.tsx";
import { FramesTab } from "@/lib/ui/console/FramesTab.tsx";
import { LiveSummary } from "@/lib/ui/batch/LiveSummary.tsx";
import { Measures } from "@/lib/ui/console/Measures.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import { SessionEnded } from "@/lib/ui/parts/SessionEnded.tsx";
import { SocketTab } from "@/lib/ui/console/SocketTab.tsx";
import { StreamControls } from "@/lib/ui/console/StreamControls.tsx";
import { StreamForm } from "@/lib/ui/console/StreamForm.tsx";
import { Tabs } from "@/lib/ui/parts/Tabs.tsx";
import { UpdateEditor } from "@/lib/ui/console/UpdateEditor.tsx";
import { useDropGuard } from "@/lib/ui/form/use_file_drop.ts";

/** How often in ms the open streams are counted. */
const COUNT_MS = 2_000;

/** A window onto an event stream, to try it and to find out why it doesn't work. */
export default function SseConsole({ userId, anyUser }: {
  userId: string;
  /** Whether the server lets everyone act for any user (open mode). */
  anyUser: boolean;
}) {
  const { session, socket } = useConsole(userId);
  useDropGuard();
  const connection = session?.connection.value ?? { kind: "idle" };
  const user = session?.user.value ?? userId;
  const idle = connection.kind === "idle" || connection.kind === "refused";
  const path = `/api/v1/sse/progress`;
  const request = (path: string): CurlRequest => ({
    url: location.origin + path,
    withToken: !anyUser,
  });
  const forget = () =>
    confirm(`Permanently delete all batches, files and events of ${user}?`) &&
    void session?.cleanup();
  return (
    <>
      <LiveSummary text={describeConnection(connection)} final={connection.kind === "refused"} />
      <section class="card" aria-labelledby="stream-title">
        <div class="section-head">
          <h2 id="stream-title">Stream: {user}</h2>
          <ConnectionBadge state={connection} />
        </div>
        {connection.kind === "refused" && connection.status !== 401 && (
          <Notice>{connection.detail}</Notice>
        )}
        <SessionEnded connection={connection} />
        <StreamForm session={session} idle={idle} anyUser={anyUser} />
        <StreamControls
          session={session}
          idle={idle}
          anyUser={anyUser}
          onForget={forget}
          request={() => ({
            ...request(startAt(`${path}/stream/${encodeURIComponent(user)}`, session!.from.value)),
            unbuffered: true,
          })}
        />
        {session && <Measures session={session} />}
      </section>
      <section class="card" aria-labelledby="update-title">
        <h2 id="update-title">Send an update</h2>
        <UpdateEditor
          session={session}
          request={(body) => ({ ...request(`${path}/${encodeURIComponent(user)}`), body })}
        />
      </section>
      <section class="card" aria-labelledby="log-title">
        <h2 id="log-title">What came</h2>
        <Tabs
          id="log"
          label="What came"
          tabs={[
            { name: "Events", draw: () => <EventsTab session={session} /> },
            { name: "Raw frames", draw: () => <FramesTab tap={session?.tap} /> },
            { name: "WebSocket", draw: () => <SocketTab socket={socket} user={user} /> },
          ]}
        />
      </section>
    </>
  );
}

interface Console {
  session: ConsoleSession | null;
  socket: SocketSession | null;
}

function useConsole(userId: string): Console {
  const [console, setConsole] = useState<Console>({ session: null, socket: null });
  useEffect(() => {
    const session = new ConsoleSession(userId);
    const socket = new SocketSession({ baseUrl: location.origin });
    setConsole({ session, socket });
    void session.count();
    const timer = setInterval(() => document.hidden || void session.count(), COUNT_MS);
    return () => {
      clearInterval(timer);
      session.dispose();
      socket.disconnect();
    };
  }, [userId]);
  return console;
}
