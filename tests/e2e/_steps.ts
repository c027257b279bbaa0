import { type ServerOptions, ServerProcess } from "@/testing/server_process.ts";
import { AnswerWatch } from "./_contract.ts";

/** Runs one part of a test; the parts share the server. */
export type Step = (name: string, work: () => Promise<void>) => Promise<void>;

/**
 * A test of the built server from outside: one server, and steps that share it. Every answer that is
 * fetched must be as the OpenAPI document says.
 */
export function serverTest(
  name: string,
  options: ServerOptions,
  work: (server: ServerProcess, step: Step) => Promise<void>,
): void {
  Deno.test(name, async (test) => {
    await using server = await ServerProcess.start(options);
    using answers = new AnswerWatch(server.url);
    await work(server, async (name, work) => {
      // What the server writes is read across steps; the test as a whole is checked for leaks.
      const fn = () =>
        work().then(() => answers.settle()).catch((error) => {
          throw new Error(`${error.message}\nThe server's log: ${server.log.slice(-2000)}`, {
            cause: error,
          });
        });
      await test.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
    });
  });
}
