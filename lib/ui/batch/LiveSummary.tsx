import { useEffect, useState } from "preact/hooks";
import { Announcer } from "@/lib/client/batch/announcer.ts";

/** Says `text` to screen readers, politely and seldom; `final` text is said at once. */
export function LiveSummary({ text, final }: { text: string; final: boolean }) {
  const [announcer] = useState(() => new Announcer());
  useEffect(() => final ? announcer.sayNow(text) : announcer.say(text), [text, final]);
  useEffect(() => () => announcer.dispose(), []);
  return <p class="visually-hidden" role="status">{announcer.text}</p>;
}
