/** A bar with its label and figure in words. `value` of `max` is done; null is not known yet. */
export function ProgressBar(
  { label, value, max, text }: { label: string; value: number | null; max: number; text: string },
) {
  return (
    <div class="progress">
      <div class="progress-words">
        <span>{label}</span>
        <span class="figure">{text}</span>
      </div>
      <progress
        aria-label={label}
        max={max === 0 ? 1 : max}
        {...(value === null ? {} : { value })}
      />
    </div>
  );
}
