/**
 * The reference server of the Durable Streams protocol, its streams in memory, or in files where a
 * folder is given. Its packages are no dependency of the project: their specifier is an argument.
 */
if (import.meta.main) {
  const [port, specifier, dataDir] = Deno.args;
  const { DurableStreamTestServer } = await import(specifier);
  await new DurableStreamTestServer({ port: Number(port), host: "127.0.0.1", dataDir }).start();
}
