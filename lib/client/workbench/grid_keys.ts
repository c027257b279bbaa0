/** A cell of the table: row -1 is the head. */
export interface Cell {
  row: number;
  column: number;
}

/** How large the table is. */
export interface GridSize {
  rows: number;
  columns: number;
}

/** Rows that a page key goes by. */
const PAGE = 10;

const MOVES: Record<string, (cell: Cell, size: GridSize, ctrl: boolean) => Cell> = {
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  PageDown: ({ row, column }) => ({ row: Math.max(0, row) + PAGE, column }),
  PageUp: ({ row, column }) => ({ row: Math.max(0, row - PAGE), column }),
  Home: ({ row }, _, ctrl) => ({ row: ctrl ? 0 : row, column: 0 }),
  End: ({ row }, { rows, columns }, ctrl) => ({ row: ctrl ? rows - 1 : row, column: columns - 1 }),
};

/** Where a key leads in a grid (ARIA Authoring Practices, grid); null where it leads nowhere. */
export function cellAfter(
  cell: Cell,
  size: GridSize,
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
): Cell | null {
  const move = MOVES[key];
  if (!move) return null;
  const { row, column } = move(cell, size, ctrlKey);
  return {
    row: Math.min(size.rows - 1, Math.max(-1, row)),
    column: Math.min(size.columns - 1, Math.max(0, column)),
  };
}
