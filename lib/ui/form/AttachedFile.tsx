import { formatBytes } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** A file that stands in for a text field. */
export function AttachedFile(
  { file, label, describedBy, onRemove }: {
    file: File;
    /** The label of that field. */
    label: string;
    describedBy: string;
    onRemove: () => void;
  },
) {
  return (
    <div class="attached" role="group" aria-label={label} aria-describedby={describedBy}>
      <span class="drop-mark">
        <Icon name="file" />
      </span>
      <p class="attached-name">{file.name}</p>
      <p class="muted">{formatBytes(file.size)}</p>
      <button type="button" class="button" onClick={onRemove}>
        <Icon name="cross" />Remove
        <span class="visually-hidden">{file.name}</span>
      </button>
    </div>
  );
}
