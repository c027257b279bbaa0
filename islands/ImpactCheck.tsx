import "@/lib/ui/common.ts";
import { useEffect, useState } from "preact/hooks";
import { Api } from "@/lib/client/api/api.ts";
import {
  type GroupTable,
  GroupTableError,
  MAX_TABLE_BYTES,
  parseGroupTable,
} from "@/lib/client/impact/group_table.ts";
import { impactOf, type Screened } from "@/lib/client/impact/impact.ts";
import { loadScreened } from "@/lib/client/impact/load_screened.ts";
import { ImpactTables } from "@/lib/ui/impact/ImpactTables.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** Looks at how groups of candidates fared, by a table that stays in this page. */
export default function ImpactCheck({ batchId }: { batchId: string }) {
  const { screened, problem: unread } = useScreened(batchId);
  const [table, setTable] = useState<GroupTable | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    setTable(null);
    setProblem(null);
    if (!file) return;
    try {
      setTable(await read(file));
    } catch (error) {
      const told = error instanceof GroupTableError;
      setProblem(told ? error.message : "This file can't be read. Choose it again.");
    }
  };
  return (
    <>
      <section class="card">
        <label class="field" for="groups">
          <span>Table of groups (CSV)</span>
          <input
            id="groups"
            type="file"
            accept=".csv,text/csv,text/plain"
            aria-describedby="groups-hint"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
        <p id="groups-hint" class="muted">
          First column: file name or e-mail address. Each further column: a group, such as sex or
          ethnicity, as candidates stated it themselves. The table stays in this browser tab: it is
          neither sent nor stored.
        </p>
      </section>
      {(problem ?? unread) && <Notice>{problem ?? unread}</Notice>}
      {table && screened && (
        <section class="card" aria-labelledby="impact-title">
          <h2 id="impact-title">How groups fared</h2>
          <ImpactTables report={impactOf(screened, table)} />
        </section>
      )}
      {table && !screened && !unread && <p class="muted waiting">Loading the batch</p>}
    </>
  );
}

async function read(file: File): Promise<GroupTable> {
  if (file.size > MAX_TABLE_BYTES) {
    throw new GroupTableError("This table is over 2 MB. Leave the columns that are needed.");
  }
  return parseGroupTable(await file.text());
}

function useScreened(batchId: string): { screened: Screened[] | null; problem: string | null } {
  const [screened, setScreened] = useState<Screened[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    loadScreened(new Api(), batchId, abort.signal).then(setScreened, (error) => {
      if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => abort.abort();
  }, [batchId]);
  return { screened, problem };
}
