import { Component } from "preact";
import { isUnpacked, type Row, type RowState } from "@/lib/client/batch/batch_row.ts";
import { formatBytes, points } from "@/lib/client/format.ts";
import { Icon, type IconName } from "@/lib/ui/parts/Icon.tsx";

const WORDS: Record<RowState, string> = {
  waiting: "Waiting",
  sending: "Uploading",
  unsent: "Not sent yet",
  received: "Queued",
  extracting: "Reading",
  scoring: "Scoring",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  refused: "Refused",
};

/** How many of the four steps (sent, read, scored, done) a state has behind it. */
const STEPS: Record<RowState, number> = {
  waiting: 0,
  sending: 0,
  unsent: 0,
  received: 1,
  extracting: 2,
  scoring: 3,
  done: 4,
  failed: 0,
  cancelled: 0,
  refused: 0,
};

const ICONS: Partial<Record<RowState, IconName>> = {
  done: "check",
  failed: "alert",
  refused: "alert",
  cancelled: "cross",
};

/** One file with its state. Drawn again only when its row was replaced, as many move at once. */
export class FileRow extends Component<FileRowProps> {
  override shouldComponentUpdate(next: FileRowProps): boolean {
    const { row, container, onRetry } = this.props;
    return next.row !== row || next.container !== container ||
      !next.onRetry !== !onRetry;
  }

  override render({ row, container, onRetry }: FileRowProps) {
    const { name } = row;
    const icon = ICONS[row.state];
    return (
      <li class="file-row" data-state={row.state}>
        <Icon name="file" />
        <span class="file-name" title={name}>{name}</span>
        <span class="file-size">{row.size === null ? "" : formatBytes(row.size)}</span>
        <span class="steps" data-done={STEPS[row.state]} aria-hidden="true" />
        <span class="file-state">
          {icon && <Icon name={icon} />}
          {isUnpacked(row) ? "Unpacked" : WORDS[row.state]}
          {row.state === "done" && row.score !== null && <b class="figure">{points(row.score)}</b>}
        </span>
        {container && <span class="file-container">from {container}</span>}
        {row.reason && <span class="file-reason">{row.reason}</span>}
        {onRetry && row.fileId !== null && (
          <button
            type="button"
            class="button quiet file-retry"
            onClick={() => this.props.onRetry?.(row.fileId!)}
          >
            <Icon name="refresh" />Retry
            <span class="visually-hidden">{name}</span>
          </button>
        )}
      </li>
    );
  }
}

interface FileRowProps {
  row: Row;
  /** What the file is called that it was in. */
  container?: string;
  onRetry?: (fileId: string) => void;
}
