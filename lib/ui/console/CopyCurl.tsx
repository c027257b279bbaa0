import { useState } from "preact/hooks";
import { curlCommand, type CurlRequest } from "@/lib/client/console/curl.ts";

/** Copies a request as a curl command, and shows it: a page over plain HTTP may not copy. */
export function CopyCurl({ request, disabled, what }: {
  request: () => CurlRequest;
  disabled: boolean;
  /** What the command does, for who doesn't see where the button stands. */
  what: string;
}) {
  const [command, setCommand] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const text = curlCommand(request());
    setCommand(text);
    setCopied(await written(text));
  };
  return (
    <>
      <button
        type="button"
        class="button quiet"
        aria-label={`Copy as curl: ${what}`}
        disabled={disabled}
        onClick={() => void copy()}
      >
        Copy as curl
      </button>
      {command !== null && (
        <div class="command">
          <pre tabIndex={0} role="region" aria-label={`curl: ${what}`}>{command}</pre>
          <p class="muted" role="status">{copied ? "Copied" : "Select it to copy"}</p>
        </div>
      )}
    </>
  );
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
