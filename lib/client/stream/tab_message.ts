/** An event as one tab sends it to others. */
export interface TabEvent {
  type: string;
  id: string;
  data: string;
}

/** What tabs say to each other. */
export type TabMessage =
  /** A tab is there, and had seen everything up to `lastId`. */
  | { kind: "hello"; from: string; lastId: string | null }
  /** A tab leads from now on. */
  | { kind: "leads" }
  /** To one tab: the leader is there and has no connection yet. */
  | { kind: "wait"; to: string }
  /** To one tab: the events that it missed; null where it must connect to the server itself. */
  | { kind: "welcome"; from: string; to: string; events: TabEvent[] | null }
  | { kind: "event"; from: string; event: TabEvent };
