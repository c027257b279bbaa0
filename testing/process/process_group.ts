import { processesThat } from "@/testing/process/processes.ts";

/** A command that leads a process group of its own, as a shell's or a supervisor's do (Linux). */
export class ProcessGroup implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #output: Promise<string>;

  /** Runs this very deno with `args`. */
  constructor(args: string[], env: Record<string, string>) {
    this.#child = new Deno.Command("setsid", {
      args: [Deno.execPath(), ...args],
      cwd: new URL("../..", import.meta.url),
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#output = new Response(this.#child.stdout).text();
  }

  /** How the leader ends. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  /** All of standard output, once everyone who writes there has ended. */
  get output(): Promise<string> {
    return this.#output;
  }

  /** Signals the leader alone. */
  signalLeader(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Signals every process of the group, as a terminal does. */
  async signal(signal: Deno.Signal): Promise<void> {
    const args = ["-s", signal.slice(3), "--", `-${this.#child.pid}`];
    await new Deno.Command("kill", { args, stderr: "null" }).output();
  }

  /** Processes that stand, by their id. */
  get members(): number[] {
    return processesThat(({ group }) => group === this.#child.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.signal("SIGKILL");
    await this.#child.status;
    await this.#output;
  }
}
