/** Outlines on a 24 by 24 grid, drawn for this app. */
const PATHS = {
  alert: "M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.6v.4",
  arrow: "M5 12h14m-6-6 6 6-6 6",
  back: "M19 12H5m6-6-6 6 6 6",
  check: "m5 12.5 4.5 4.5L19 7.5",
  chevron: "m8 10 4 4 4-4",
  cross: "m7 7 10 10M17 7 7 17",
  down: "M12 5v14m6-6-6 6-6-6",
  download: "M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14",
  eye:
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z",
  file: "M6.5 3.5h7l4.5 4.5v12.5H6.5v-17Zm7 0V8H18M9.5 12.5h5m-5 3.5h5",
  folder: "M3.5 6.5h6l2 2.5h9v10.5h-17v-13Z",
  mail: "M3.5 6h17v12h-17V6Zm0 .5 8.5 6.5 8.5-6.5",
  pause: "M9 6.5v11m6-11v11",
  phone:
    "M6 3.8h3l1.6 4.4-2 1.5a11 11 0 0 0 5.7 5.7l1.5-2 4.4 1.6v3a1.8 1.8 0 0 1-2 1.8C10.9 19.2 4.8 13.1 4.2 5.8a1.8 1.8 0 0 1 1.8-2Z",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9m0-5v5h-5",
  stop: "M7 7h10v10H7V7Z",
  trash: "M4.5 7h15M9.5 7V4.5h5V7m-8 0 1 13h9l1-13M10 11v5.5m4-5.5v5.5",
  up: "M12 19V5m6 6-6-6-6 6",
  upload: "M12 16V5m-4.5 4.5L12 5l4.5 4.5M4.5 15.5v4h15v-4",
} as const;

/** Which picture an {@linkcode Icon} shows. */
export type IconName = keyof typeof PATHS;

/** A small picture beside words; it says nothing of its own to a screen reader. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
