import { assert, assertEquals } from "@std/assert";
import { Metrics } from "@/lib/telemetry/metrics.ts";

Deno.test("Metrics writes what was counted in the Prometheus format", async () => {
  const metrics = new Metrics();
  metrics.streamsOpen.inc({ transport: "sse" });
  metrics.streamsOpen.inc({ transport: "ws" }, 2);
  metrics.streamsOpen.dec({ transport: "ws" });
  metrics.streamUsers.set(3);
  metrics.streamEventsSent.inc(100);
  metrics.jobsWakeups.inc({ source: "queue" });
  metrics.countRequest("/api/v1/x/:id", 404);
  metrics.eventCommitToSocket.observe(0.003);
  const lines = (await metrics.text()).split("\n");
  const expected = [
    'streams_open{transport="sse"} 1',
    'streams_open{transport="ws"} 1',
    "stream_users 3",
    "stream_events_sent_total 100",
    'jobs_wakeups_total{source="queue"} 1',
    'http_requests_total{route="/api/v1/x/:id",status="4xx"} 1',
    'event_commit_to_socket_seconds_bucket{le="0.0025"} 0',
    'event_commit_to_socket_seconds_bucket{le="0.005"} 1',
    "event_commit_to_socket_seconds_count 1",
  ];
  for (const line of expected) assert(lines.includes(line), line);
  assert(lines.some((line) => /^process_resident_memory_bytes \d{7,}$/.test(line)));
  assert(metrics.contentType.startsWith("text/plain; version=0.0.4"));
});

Deno.test("Metrics has every name of the contract, and shares nothing with another", async () => {
  const names = "streams_open stream_users streams_opened_total streams_closed_total " +
    "stream_events_sent_total stream_bytes_sent_total stream_replays_total stream_resets_total " +
    "event_commit_to_socket_seconds kv_commits_total kv_conflicts_total jobs_wakeups_total " +
    "jobs_started_total jobs_finished_total http_requests_total";
  const [one, two] = [new Metrics(), new Metrics()];
  one.kvCommits.inc();
  const text = await two.text();
  for (const name of names.split(" ")) assert(text.includes(`# TYPE ${name} `), name);
  assertEquals(text.includes("\nkv_commits_total 0\n"), true);
});
