import type { FormAction } from "@/lib/client/upload/screening_form.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";

/** Whether the batch is to be reviewed blind, and what that hides. */
export function BlindChoice(
  { blind, onAction }: { blind: Hiding | null; onAction: (action: FormAction) => void },
) {
  const set = (blind: Hiding | null) => onAction({ type: "blindSet", blind });
  return (
    <div class="blind-choice">
      <label class="switch">
        <input
          type="checkbox"
          checked={blind !== null}
          aria-describedby="blind-hides"
          onChange={({ currentTarget }) => set(currentTarget.checked ? { schools: false } : null)}
        />
        Blind review: hide names
      </label>
      <p id="blind-hides" class="muted">
        Also hides contact details, photos, places, dates of birth and pronouns, where recognised.
      </p>
      {blind && (
        <label class="switch">
          <input
            type="checkbox"
            checked={blind.schools}
            onChange={({ currentTarget }) => set({ schools: currentTarget.checked })}
          />
          Hide schools too
        </label>
      )}
    </div>
  );
}
