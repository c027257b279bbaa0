import { FIXED_KEYS, SHORTCUTS } from "@/lib/client/workbench/shortcuts.ts";
import { Dialog } from "@/lib/ui/parts/Dialog.tsx";

/** What the keys do, and the switch that turns single ones off. */
export function ShortcutDialog(
  { on, onTurn, onClose }: { on: boolean; onTurn: (on: boolean) => void; onClose: () => void },
) {
  return (
    <Dialog id="shortcuts" title="Keyboard shortcuts" onClose={onClose}>
      <dl class="shortcuts">
        {[...SHORTCUTS, ...FIXED_KEYS].map(({ keys, words }) => (
          <div key={words}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label class="switch">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => onTurn(event.currentTarget.checked)}
        />
        Single keys are on
      </label>
      <div class="button-row">
        <button type="button" class="button" autofocus onClick={onClose}>Close</button>
      </div>
    </Dialog>
  );
}
