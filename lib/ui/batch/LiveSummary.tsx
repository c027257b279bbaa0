import { useEffect, useState } from "preact/hooks";
import { Announcer } from "@/lib/client/batch/announcer.ts";

/**
 * The one place from which a screen reader hears of a batch: `text` politely and seldom, `news` (by
 * topic) once each; `final` text is said at once.
 */
export function LiveSummary(
  { text, final, news = {} }: { text: string; final: boolean; news?: Record<string, string> },
) {
  const [announcer] = useState(() => new Announcer());
  useEffect(() => {
    for (const [topic, words] of Object.entries(news)) announcer.say(words, topic);
  }, [Object.values(news).join("\n")]);
  useEffect(() => final ? announcer.sayNow(text) : announcer.say(text), [text, final]);
  useEffect(() => () => announcer.dispose(), []);
  return <p class="visually-hidden" role="status">{announcer.text}</p>;
}
