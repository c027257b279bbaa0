import { Component } from "preact";
import type { Met, Result } from "@/lib/wire/result.ts";
import { blindText } from "@/lib/wire/review/blind_text.ts";
import { nameOf } from "@/lib/client/results/result_filter.ts";
import { isRelated, relationWords } from "@/lib/client/results/relation_words.ts";
import { countOf } from "@/lib/client/format.ts";
import { Icon, type IconName } from "@/lib/ui/parts/Icon.tsx";
import { RequirementTable } from "@/lib/ui/results/RequirementTable.tsx";
import { ScoreBreakdown } from "@/lib/ui/results/ScoreBreakdown.tsx";
import { ScoreMeter } from "@/lib/ui/results/ScoreMeter.tsx";

/** The most requirements shown by name on a closed card. */
const CHIPS = 6;

/**
 * One ranked resume: who, how well, what fits and what is missing; opened, why. Drawn again only when
 * it changes, as there may be hundreds while somebody types into the filter.
 */
export class ResultCard extends Component<CardProps, { open: boolean }> {
  override state = { open: false };

  override shouldComponentUpdate(next: CardProps, { open }: { open: boolean }): boolean {
    const { result, known, blind } = this.props;
    if (next.known !== known && isRelated(next.result)) return true;
    return next.result !== result || next.blind !== blind || open !== this.state.open;
  }

  override render({ result, known, blind }: CardProps, { open }: { open: boolean }) {
    const name = blind ? `Candidate ${result.rank}` : nameOf(result);
    return (
      <li class="result">
        <span class="rank" data-best={result.rank === 1}>
          <span class="visually-hidden">Rank</span>
          {result.rank}
        </span>
        <div class="result-who">
          <h3 tabIndex={-1}>{name}</h3>
          <p class="muted">{facts(result, blind).join(" · ")}</p>
        </div>
        <ScoreMeter score={result.score} />
        <div class="result-body">
          <Chips result={result} met="yes" />
          <Chips result={result} met="partial" />
          <Chips result={result} met="no" />
          <Flags result={result} blind={blind} known={known} />
          <details onToggle={(event) => this.setState({ open: event.currentTarget.open })}>
            <summary>
              <Icon name="chevron" />Why this score
              <span class="visually-hidden">for {name}</span>
            </summary>
            {open && <Why result={result} blind={blind} known={known} />}
          </details>
        </div>
      </li>
    );
  }
}

interface CardProps {
  result: Result;
  /** All results that are loaded, by their file_ids. */
  known: ReadonlyMap<string, Result>;
  blind: boolean;
}

function facts(result: Result, blind: boolean): string[] {
  const { candidate } = result;
  const years = candidate.years_experience;
  return [
    years === null ? "" : countOf(Math.round(years), "year"),
    blind ? "" : candidate.location ?? "",
    blind ? "" : result.name,
  ].filter((text) => text !== "");
}

function Why({ result, blind }: CardProps) {
  return (
    <div class="why">
      {result.summary && !blind && <p>{result.summary}</p>}
      {!blind && <Contact result={result} />}
      <ScoreBreakdown parts={result.parts} score={result.score} />
      <RequirementTable
        requirements={result.requirements}
        quoted={(words) => blind ? blindText(words, result) : words}
      />
    </div>
  );
}

function Contact({ result }: { result: Result }) {
  const { email, phone } = result.candidate;
  if (!email && !phone) return null;
  return (
    <p class="contact">
      {email && (
        <a href={`mailto:${email}`}>
          <Icon name="mail" />
          {email}
        </a>
      )}
      {phone && (
        <a href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}>
          <Icon name="phone" />
          {phone}
        </a>
      )}
    </p>
  );
}

function Flags({ result, known, blind }: CardProps) {
  const said = (text: string) => blind ? blindText(text, result) : text;
  // Of a duplicate the card says more.
  const warnings = result.warnings.filter(({ code }) => code !== "duplicate");
  const relations = relationWords(result, known, blind);
  if (result.gates.length + warnings.length + relations.length === 0) return null;
  return (
    <ul class="flags" role="list">
      {result.gates.map((gate) => (
        <li key={gate.gate} data-outcome={gate.outcome}>
          <Icon name={gate.outcome === "pass" ? "check" : "alert"} />
          {said(gate.reason)}
        </li>
      ))}
      {relations.map((words) => (
        <li key={words} data-outcome="warning">
          <Icon name="file" />
          {words}
        </li>
      ))}
      {warnings.map(({ code, message }) => (
        <li key={code} data-outcome="warning">
          <Icon name="eye" />
          {said(message)}
        </li>
      ))}
    </ul>
  );
}

const CHIP: Record<Met, { label: string; icon: IconName }> = {
  yes: { label: "Met", icon: "check" },
  partial: { label: "Partly met", icon: "half" },
  no: { label: "Not found", icon: "cross" },
};

/** Whole requirements, musts and nice-to-haves: their words alone say little. */
function Chips({ result, met }: { result: Result; met: Met }) {
  const all = result.requirements.filter((one) => one.met === met && one.kind !== "responsibility");
  const texts = [...new Set(all.map(({ text }) => text))];
  if (texts.length === 0) return null;
  const more = texts.length - CHIPS;
  const { label, icon } = CHIP[met];
  return (
    <div class="chips">
      <span class="muted">{label}</span>
      <ul role="list">
        {texts.slice(0, CHIPS).map((text) => (
          <li key={text} class="chip" data-met={met} title={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
        {more > 0 && <li class="muted">and {more} more</li>}
      </ul>
    </div>
  );
}
