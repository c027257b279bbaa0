import type { Delivery } from "@/bench/load/delivery.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import type { PublishOrder } from "@/bench/load/publish_worker.ts";

/** Publishes all that a delivery plans, from another thread; answers how many were refused. */
export async function publish(
  server: PeerProcess,
  delivery: Delivery,
  connections: number,
): Promise<number> {
  const { plan, sentAt } = delivery;
  const paths = plan.topics.map((topic) => server.peer.publishPath(topic));
  const order: PublishOrder = { port: server.port, plan, paths, connections, sentAt };
  const worker = new Worker(new URL("./publish_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.onmessage = (event) => resolve(event.data);
  worker.onerror = (event) => reject(new Error(`Cannot publish: ${event.message}`));
  worker.postMessage(order);
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}
