import type { Met, RequirementResult } from "@/lib/wire/result.ts";

const WORDS: Record<Met, string> = { yes: "Met", partial: "Partly met", no: "Not stated" };

/** The requirements of the job; one with evidence leads to it. */
export function RequirementPicker({ requirements, chosen, onChoose }: {
  requirements: readonly RequirementResult[];
  chosen: number | null;
  onChoose: (requirement: number) => void;
}) {
  if (requirements.length === 0) return null;
  return (
    <nav class="document-requirements" aria-label="Evidence by requirement">
      <ol>
        {requirements.map(({ text, met, evidence_line }, index) => (
          <li key={index}>
            {evidence_line
              ? (
                <button
                  type="button"
                  // As a text: the server would write a bare attribute.
                  aria-pressed={index === chosen ? "true" : "false"}
                  onClick={() => onChoose(index)}
                >
                  <Label number={index + 1} text={text} met={met} />
                </button>
              )
              : (
                <span>
                  <Label number={index + 1} text={text} met={met} />
                </span>
              )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Label({ number, text, met }: { number: number; text: string; met: Met }) {
  return (
    <>
      <span class="document-number" aria-hidden="true">{number}</span>
      <span>{text}</span>
      <span class="met" data-met={met}>
        <span class="met-word">{WORDS[met]}</span>
      </span>
    </>
  );
}
