/** What a key does on the workbench. */
export const COMMANDS = [
  "next",
  "previous",
  "shortlist",
  "hold",
  "reject",
  "clear",
  "undo",
  "select",
  "compare",
  "search",
  "help",
] as const;
export type Command = typeof COMMANDS[number];

/** One line of the list of shortcuts. */
export interface Shortcut {
  keys: readonly string[];
  command: Command;
  words: string;
}

/** All that single keys do, in the order in which they are listed. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["j"], command: "next", words: "Next candidate" },
  { keys: ["k"], command: "previous", words: "Previous candidate" },
  { keys: ["s"], command: "shortlist", words: "Shortlist" },
  { keys: ["h"], command: "hold", words: "Hold" },
  { keys: ["r"], command: "reject", words: "Reject, with a reason" },
  { keys: ["e"], command: "clear", words: "Take the decision away" },
  { keys: ["u"], command: "undo", words: "Undo" },
  { keys: ["x"], command: "select", words: "Select, for many at once" },
  { keys: ["c"], command: "compare", words: "Compare those selected (2 to 4)" },
  { keys: ["/"], command: "search", words: "Search" },
  { keys: ["?"], command: "help", words: "This list" },
];

/** What else keys do; these are always on. */
export const FIXED_KEYS: readonly { keys: readonly string[]; words: string }[] = [
  { keys: ["↑", "↓", "←", "→"], words: "Go through the table, cell by cell" },
  { keys: ["Home", "End"], words: "First or last cell; with Ctrl, of the table" },
  { keys: ["Page Up", "Page Down"], words: "Ten rows up or down" },
  { keys: ["Enter"], words: "Open; again: into the details" },
  { keys: ["Space"], words: "Select" },
  { keys: ["Ctrl", "Z"], words: "Undo" },
  { keys: ["Esc"], words: "Close, back" },
];

/** What of a key press a shortcut goes by. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key press asks for; null for nothing. Single keys count only where they are `on`. */
export function commandOf(
  { key, ctrlKey, metaKey, altKey }: KeyPress,
  on: boolean,
): Command | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "z" ? "undo" : null;
  if (!on) return null;
  return SHORTCUTS.find(({ keys }) => keys.includes(key))?.command ?? null;
}
