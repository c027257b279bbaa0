import { assertEquals } from "@std/assert";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { textResumes } from "@/testing/resumes.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { SocketReader } from "@/testing/socket_reader.ts";

const ORIGIN = "https://app.example";

Deno.test("what is read says where the log stood, and a stream goes on from there", async (t) => {
  await using server = await ServerProcess.start({
    env: { CORS_ORIGINS: ORIGIN, LOG_LEVEL: "warn" },
  });
  const client = new ApiClient(server.url, "local");
  const batch = await ServedBatch.upload(client, textResumes(2));
  await batch.end();
  const path = `/api/v1/resumes/batches/${batch.id}`;
  const status = "/api/v1/sse/progress/status/me";
  const get = (path: string) => fetch(server.url + path, { headers: { origin: ORIGIN } });
  const positions: string[] = [];

  for (const answer of [path, `${path}/results`, status, `${status}?batch_id=${batch.id}`]) {
    await t.step(answer.replace(batch.id, "{id}"), async () => {
      const response = await get(answer);
      const { position } = await response.json();
      assertEquals(response.headers.get(POSITION_HEADER), position);
      assertEquals(response.headers.get("access-control-expose-headers"), POSITION_HEADER);
      positions.push(position);
    });
  }

  for (const answer of [`${path}/results?format=csv`, `/batches/${batch.id}`]) {
    await t.step(answer.replace(batch.id, "{id}"), async () => {
      const response = await fetch(server.url + answer);
      await response.body?.cancel();
      positions.push(response.headers.get(POSITION_HEADER)!);
    });
  }

  await t.step(
    "all say the same while nothing happens, and the batch's page says none of none",
    async () => {
      assertEquals(new Set(positions).size, 1, positions.join());
      const missing = await fetch(`${server.url}/batches/none`);
      await missing.body?.cancel();
      assertEquals([missing.status, missing.headers.get(POSITION_HEADER)], [404, null]);
    },
  );

  const other = await ServedBatch.upload(client, textResumes(1));
  await other.end();
  const query = (more: string) => `me?from=${positions[0]}${more}`;
  const readers = {
    stream: async (more: string) => {
      const response = await fetch(`${server.url}/api/v1/sse/progress/stream/${query(more)}`);
      return new EventReader(response.body!);
    },
    WebSocket: (more: string) =>
      SocketReader.open(`${server.url.replace("http", "ws")}/api/v1/ws/progress/${query(more)}`),
  };
  for (const [name, open] of Object.entries(readers)) {
    await t.step(
      `a ${name} from there on brings what came after, of one batch and kind`,
      async () => {
        await using reader = await open(`&batch_id=${other.id}&events=file`);
        assertEquals((await reader.next())?.data.resumed, true);
        const states: unknown[] = [];
        while (states.at(-1) !== "done") {
          const event = await reader.next();
          assertEquals([event?.event, event?.data.batch_id], ["file", other.id]);
          states.push(event?.data.state);
        }
        assertEquals(states, ["received", "extracting", "scoring", "done"]);
      },
    );
  }
});
