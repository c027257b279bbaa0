import type { Row } from "./row.ts";
import { durableRow } from "./rows/durable_row.ts";
import { fanOutRows } from "./rows/fan_out_rows.ts";
import { openRows } from "./rows/open_rows.ts";
import { restartRows } from "./rows/restart_rows.ts";
import { resumesRow } from "./rows/resumes_row.ts";
import { twoProcessesRow } from "./rows/two_processes_row.ts";

/** All rows, in the order of the table. */
export const ROWS: readonly Row[] = [
  ...fanOutRows,
  ...openRows,
  ...restartRows,
  durableRow,
  twoProcessesRow,
  resumesRow,
];
