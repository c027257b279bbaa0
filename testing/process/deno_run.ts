/**
 * Without a look at whether the packages are installed, as they are: that takes nearly half of a start,
 * and programs that start at once wait there for each other.
 */
const FLAGS = ["-A", "--node-modules-dir=manual"];

/** How deno runs a program of the project. */
export const DENO_RUN = ["run", ...FLAGS];
/** How deno serves what a module of the project exports. */
export const DENO_SERVE = ["serve", ...FLAGS];
