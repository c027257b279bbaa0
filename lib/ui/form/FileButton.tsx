import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { ACCEPTED } from "@/lib/wire/file_kinds.ts";
import { Icon, type IconName } from "@/lib/ui/parts/Icon.tsx";

/** A button that opens the browser's dialog for files. Calls back with at least one. */
export function FileButton(
  { text, icon, label, many = false, folder = false, quiet = false, button, describedBy, onFiles }:
    {
      text: string;
      icon: IconName;
      /** What the files are for. */
      label: string;
      many?: boolean;
      /** Whether whole folders are chosen. */
      folder?: boolean;
      quiet?: boolean;
      /** Gets the focus when something is wrong here. */
      button?: RefObject<HTMLButtonElement> | null;
      describedBy?: string;
      onFiles: (files: File[]) => void;
    },
) {
  const picker = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const files = [...input.files ?? []];
    // The same file may be chosen again after it was removed.
    input.value = "";
    if (files.length > 0) onFiles(files);
  };
  return (
    <>
      <button
        type="button"
        class={quiet ? "button quiet" : "button"}
        ref={button}
        aria-describedby={describedBy}
        onClick={() => picker.current?.click()}
      >
        <Icon name={icon} />
        {text}
      </button>
      <input
        ref={picker}
        hidden
        type="file"
        multiple={many}
        {...(folder ? { webkitdirectory: true } : { accept: ACCEPTED })}
        aria-label={label}
        onChange={(event) => take(event.currentTarget)}
      />
    </>
  );
}
