import { useEffect, useRef, useState } from "preact/hooks";
import { type Command, commandOf } from "@/lib/client/workbench/shortcuts.ts";

const KEY = "single-keys-off";

/** Whether single keys do something: who dictates to the computer wants them off (WCAG 2.1.4). */
export function useSingleKeys(): [on: boolean, onTurn: (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      return localStorage.getItem(KEY) === null;
    } catch {
      return true; // A browser may refuse any storage.
    }
  });
  const turn = (next: boolean) => {
    setOn(next);
    try {
      if (next) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "");
    } catch {
      // Then it holds until the page is left.
    }
  };
  return [on, turn];
}

/** Does what a key asks for, unless somebody types or a dialog is open. */
export function useShortcuts(on: boolean, act: (command: Command) => void): void {
  // Keys come faster than effects run.
  const now = useRef({ on, act });
  now.current = { on, act };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event)) return;
      const command = commandOf(event, now.current.on);
      if (command === null) return;
      event.preventDefault();
      now.current.act(command);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target.matches("textarea, select, [contenteditable]");
}
