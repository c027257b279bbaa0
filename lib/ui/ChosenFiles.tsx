import { countOf, formatBytes } from "@/lib/ui/format.ts";
import { Icon } from "@/lib/ui/Icon.tsx";

/** The most chosen files shown by name: the rest is counted. */
const SHOWN = 200;

/** The files that are about to be sent, each of which can be taken out again. */
export function ChosenFiles(
  { files, onRemove, onClear }: {
    files: readonly File[];
    onRemove: (index: number) => void;
    onClear: () => void;
  },
) {
  if (files.length === 0) return null;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <div class="chosen">
      <div class="chosen-head">
        <span>{countOf(files.length, "file")}, {formatBytes(bytes)}</span>
        <button type="button" class="button quiet" onClick={onClear}>Remove all</button>
      </div>
      <ul class="chosen-list" tabIndex={0} aria-label="Chosen files">
        {files.slice(0, SHOWN).map((file, index) => (
          <li key={`${index} ${file.name}`}>
            <Icon name="file" />
            <span class="file-name" title={file.name}>{file.name}</span>
            <span class="file-size">{formatBytes(file.size)}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={`Remove ${file.name}`}
              onClick={() => onRemove(index)}
            >
              <Icon name="cross" />
            </button>
          </li>
        ))}
      </ul>
      {files.length > SHOWN && <p class="muted">and {files.length - SHOWN} more</p>}
    </div>
  );
}
