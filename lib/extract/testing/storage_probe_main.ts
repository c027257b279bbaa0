/** Tries to store something in every way that needs no permission, and says what it could. */
const attempts: Record<string, () => unknown> = {
  caches: async () => {
    const cache = await caches.open("probe");
    await cache.put("http://127.0.0.1/", new Response("x".repeat(100_000)));
  },
  localStorage: () => localStorage.setItem("probe", "x".repeat(100_000)),
  kv: () => Deno.openKv(),
};

const stored: string[] = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    stored.push(name);
  } catch {
    // As it should be.
  }
}
console.log(JSON.stringify(stored));
