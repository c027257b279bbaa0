import { useRef, useState } from "preact/hooks";
import type { ConsoleSession } from "@/lib/client/console/console_session.ts";
import type { CurlRequest } from "@/lib/client/console/curl.ts";
import { UPDATE_TEMPLATE, updateProblem } from "@/lib/client/console/own_update.ts";
import { CopyCurl } from "@/lib/ui/console/CopyCurl.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** An update as JSON, to write and send. */
export function UpdateEditor({ session, request }: {
  session: ConsoleSession | null;
  request: (body: string) => CurlRequest;
}) {
  const [text, setText] = useState(UPDATE_TEMPLATE);
  const { problem, send } = useSending(session);
  return (
    <form
      class="update-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void send(text);
      }}
    >
      <label for="update-json">Update, as JSON</label>
      <textarea
        id="update-json"
        rows={9}
        spellcheck={false}
        autocomplete="off"
        aria-describedby="update-hint"
        aria-invalid={problem !== null}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send(text);
        }}
      />
      <p class="muted" id="update-hint">
        Ctrl+Enter sends it. A field <code>console_mark</code> is added, to time it.
      </p>
      {problem && <Notice>{problem.map((line) => <p key={line}>{line}</p>)}</Notice>}
      <div class="button-row">
        <button type="submit" class="button primary" disabled={session === null}>
          Send update
        </button>
        <button
          type="button"
          class="button quiet"
          disabled={session === null}
          onClick={() => setText(UPDATE_TEMPLATE)}
        >
          Template
        </button>
        <CopyCurl what="this update" disabled={session === null} request={() => request(text)} />
      </div>
    </form>
  );
}

function useSending(session: ConsoleSession | null) {
  const sending = useRef(false);
  const [problem, setProblem] = useState<string[] | null>(null);
  const send = async (text: string) => {
    // The button isn't disabled meanwhile: that would take its focus.
    if (sending.current) return;
    sending.current = true;
    try {
      await session?.send(text);
      setProblem(null);
    } catch (error) {
      setProblem(updateProblem(error));
    } finally {
      sending.current = false;
    }
  };
  return { problem, send };
}
