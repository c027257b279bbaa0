import { useState } from "preact/hooks";

/** Copies a path of this site as a whole address; draws nothing where the browser lets nobody copy. */
export function CopyLink({ path }: { path: string }) {
  const [copied, setCopied] = useState(false);
  // Only over https or from this machine.
  if (!globalThis.navigator?.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(new URL(path, location.href).href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <button type="button" class="button quiet" onClick={() => void copy()}>
      {copied ? "Link copied" : "Copy link"}
    </button>
  );
}
