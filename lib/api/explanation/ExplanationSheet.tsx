import type { ComponentChildren } from "preact";
import type { Met, PartName, RequirementKind } from "@/lib/wire/result.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

/** What the sheet tells of. */
export interface Explained {
  /** What the batch is called: the job. */
  job: string;
  detail: FileDetail;
  /** Of the criteria that the score was made by. */
  criteriaVersion: number;
  at: Date;
}

const KINDS: Record<RequirementKind, string> = {
  must: "must have",
  nice: "nice to have",
  responsibility: "duty",
};
const METS: Record<Met, string> = { yes: "found", partial: "found in part", no: "not found" };
const PARTS: Record<PartName, string> = {
  must: "What the job must have",
  years: "Years of experience asked for",
  similarity: "The words of the job and its title",
  nice: "What is nice to have",
  responsibilities: "The duties",
};
const DECISIONS = { shortlist: "On the shortlist", hold: "On hold", reject: "Rejected" };

/** One candidate's assessment for print: nothing of other candidates, and nothing that runs. */
export function ExplanationSheet({ job, detail, criteriaVersion, at }: Explained) {
  return (
    <main>
      <h1>How this application was assessed</h1>
      <dl>
        <Field name="Job" value={job} />
        <Field name="Candidate" value={detail.candidate?.name ?? "name not read"} />
        <Field name="Document" value={detail.name} />
        <Field name="Assessed" value={dayOf(detail.updated_at)} />
        <Field name="Reference" value={`${detail.batch_id} / ${detail.file_id}`} />
        {detail.sha256 && <Field name="SHA-256 of the document" value={detail.sha256} />}
      </dl>
      {detail.parts
        ? <Scored detail={detail} version={criteriaVersion} />
        : <Unscored detail={detail} />}
      <NotUsed />
      <Decided history={detail.history} />
      <h2>If something is wrong</h2>
      <p>
        Tell whoever gave you this sheet what is wrong, with the reference above: a line that was
        not found, a date that was misread, a document that was not complete. You may send a
        corrected document and have it assessed again, ask that a person looks at your application
        without the score, and ask that your data is erased.
      </p>
      <footer>Made on {dayOf(at.toISOString())}. It tells of this application alone.</footer>
    </main>
  );
}

function Scored({ detail, version }: { detail: FileDetail; version: number }) {
  const { requirements = [], parts = [], gates = [], warnings = [], score } = detail;
  // That another file is the same tells of the other.
  const own = warnings.filter(({ code }) => code !== "duplicate");
  return (
    <>
      <h2>What was asked for, and what was found</h2>
      <p>
        The document's text was compared with these requirements (version{" "}
        {version}). A quote is the line that shows it.
      </p>
      <Table head={["Asked for", "", "Result", "Where"]}>
        {requirements.map(({ text, kind, met, evidence }) => (
          <tr>
            <td>{text}</td>
            <td>{KINDS[kind]}</td>
            <td>{METS[met]}</td>
            <td>{evidence === null ? "-" : <q>{evidence}</q>}</td>
          </tr>
        ))}
      </Table>
      <h2>How the score adds up</h2>
      <p>
        The score is 100 times the sum of weight times value. No model and no comparison with others
        is in it.
      </p>
      <Table head={["Part", "Weight", "Value", "Points"]}>
        {parts.map(({ part, weight, value }) => (
          <tr>
            <td>{PARTS[part]}</td>
            <td>{weight}</td>
            <td>{value}</td>
            <td>{(100 * weight * value).toFixed(2)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row" colSpan={3}>Score of 100</th>
          <td>
            <strong>{score}</strong>
          </td>
        </tr>
      </Table>
      <List
        title="Shown beside the score, without points"
        lines={gates.map(({ reason }) => reason)}
      />
      <List title="What a person should look at" lines={own.map(({ message }) => message)} />
    </>
  );
}

function Unscored({ detail }: { detail: FileDetail }) {
  return (
    <>
      <h2>There is no score</h2>
      <p>The document is {detail.state}.{detail.reason === null ? "" : ` ${detail.reason}.`}</p>
    </>
  );
}

function NotUsed() {
  return (
    <>
      <h2>What was not used</h2>
      <p>
        Name, address, phone number, e-mail address, photo, date of birth, age, gender, family,
        nationality, religion and hobbies: lines that are about them earn no points. Text that a
        person can't see in the document. Anything but the document: no other source was asked.
        Other candidates: the score would be the same without them.
      </p>
    </>
  );
}

function Decided({ history }: { history: readonly Decision[] }) {
  return (
    <>
      <h2>Who decided</h2>
      {history.length === 0 && <p>No decision is on record. The score alone decides nothing.</p>}
      {history.length > 0 && (
        <Table head={["When", "Decision", "By", "Reason"]}>
          {history.map(({ decision, by, at, reason }) => (
            <tr>
              <td>{dayOf(at)}</td>
              <td>{decision === null ? "Taken back" : DECISIONS[decision]}</td>
              <td>{by}</td>
              <td>{reason ?? "none given"}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Table({ head, children }: { head: string[]; children: ComponentChildren }) {
  return (
    <table>
      <thead>
        <tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function List({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
    </>
  );
}

/** For people everywhere: "2026-11-25 14:03 UTC". */
function dayOf(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
