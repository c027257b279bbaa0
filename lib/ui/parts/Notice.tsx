import type { ComponentChildren } from "preact";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** Something that went wrong, or wants attention, said where it happened. */
export function Notice(
  { tone = "problem", children }: { tone?: "problem" | "hint"; children: ComponentChildren },
) {
  return (
    <div class="notice" data-tone={tone} role={tone === "problem" ? "alert" : undefined}>
      <Icon name="alert" />
      <div>{children}</div>
    </div>
  );
}
