import type { Row } from "@/bench/rows/row.ts";
import { durableRow } from "@/bench/rows/durable_row.ts";
import { fanOutRows } from "@/bench/rows/fan_out_rows.ts";
import { gzipRow } from "@/bench/rows/gzip_row.ts";
import { hostileRow } from "@/bench/rows/hostile_row.ts";
import { idleRow } from "@/bench/rows/idle_row.ts";
import { mixedRow } from "@/bench/rows/mixed_row.ts";
import { openRows } from "@/bench/rows/open_rows.ts";
import { restartRows } from "@/bench/rows/restart_rows.ts";
import { processesRow } from "@/bench/rows/processes_row.ts";
import { resumesRow } from "@/bench/rows/resumes_row.ts";
import { twoProcessesRow } from "@/bench/rows/two_processes_row.ts";

/** All rows, in the order of the table. */
export const ROWS: readonly Row[] = [
  ...fanOutRows,
  ...openRows,
  ...restartRows,
  gzipRow,
  durableRow,
  twoProcessesRow,
  processesRow,
  resumesRow,
  mixedRow,
  hostileRow,
  idleRow,
];
