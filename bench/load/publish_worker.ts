/** Publishes a plan in a thread of its own, so that reading thousands of streams delays no event. */
import { now, type Plan } from "@/bench/load/delivery.ts";
import { payloadOf, updateBody } from "@/bench/load/event_mark.ts";
import { PublishConnection } from "@/bench/load/publish_connection.ts";

/** What the thread is asked to do. */
export interface PublishOrder {
  port: number;
  plan: Plan;
  /** The publishing path of each topic, in the plan's order. */
  paths: string[];
  /** How many keep-alive connections share the topics. */
  connections: number;
  sentAt: Float64Array<SharedArrayBuffer>;
}

async function publish(order: PublishOrder): Promise<number> {
  const { plan, paths, sentAt } = order;
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => PublishConnection.open(order.port)),
  );
  const perTopic = Math.ceil(plan.events / paths.length);
  const started = now();
  for (let event = 0; event < plan.events; event++) {
    const topic = event % paths.length;
    const connection = connections[topic % connections.length];
    if (plan.rate > 0) await until(started + event * 1000 / plan.rate);
    sentAt[event] = now();
    const completed = Math.floor(event / paths.length) + 1;
    const number = plan.first + event;
    const payload = payloadOf(number, plan.payloadBytes ?? 0);
    await connection.send(paths[topic], updateBody(number, completed, perTopic, payload));
    if (plan.rate === 0) await connection.answered();
  }
  await Promise.all(connections.map((connection) => connection.answered()));
  const refused = connections.reduce((sum, connection) => sum + connection.refused, 0);
  for (const connection of connections) connection[Symbol.dispose]();
  return refused;
}

async function until(time: number): Promise<void> {
  const wait = time - now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

addEventListener("message", async (event: Event) => {
  if (!(event instanceof MessageEvent)) return;
  self.postMessage(await publish(event.data));
});
