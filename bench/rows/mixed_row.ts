import { existsSync } from "node:fs";
import { fanOut } from "@/bench/load/fan_out.ts";
import { PDFTOTEXT } from "@/bench/screening/pdftotext.ts";
import { Probe } from "@/bench/load/probe.ts";
import { pdfs } from "@/bench/screening/resumes.ts";
import { beginExtraction, beginScreening } from "@/bench/screening/screening.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";

const COUNT = 500;
const STREAMS = 2000;
const RATE = 25;
const SECONDS = 5;

/**
 * Events to many streams, alone and while resumes are screened: what one costs the other. Beside bare
 * Deno it is pdftotext that reads them, in as many processes as ours has sandboxes: what the machine
 * itself lets be had.
 */
export const mixedRow: ServerRow = {
  name: "mixed",
  title: `${RATE} events/s to ${
    STREAMS.toLocaleString("en")
  } streams, while ${COUNT} PDFs are read (bare: by pdftotext)`,
  repeats: 3,
  peers: ["bare", "ours"],
  async run(server, quick): Promise<Outcome> {
    const isBare = server.peer.name === "bare";
    const paths = !isBare || existsSync(PDFTOTEXT) ? pdfs(quick ? COUNT / 2 : COUNT) : [];
    if (paths.length === 0) {
      console.error("mixed is left out: there are no PDFs to read");
      return { measures: { "p99 ratio": NaN }, faults: 0 };
    }
    const alone = await delivered(server, quick);
    await using screening = isBare
      ? beginExtraction(paths, navigator.hardwareConcurrency)
      : await beginScreening(server, paths);
    const beside = await delivered(server, quick);
    const missed = await screening.end();
    return {
      measures: {
        "p99 ms, alone": alone.p99,
        "p99 ms, beside": beside.p99,
        "p99 ratio": beside.p99 / alone.p99,
        "/healthz p99 ms, alone": alone.health,
        "/healthz p99 ms": beside.health,
      },
      faults: alone.faults + beside.faults + missed,
    };
  },
};

async function delivered(server: PeerProcess, quick: boolean) {
  const events = RATE * SECONDS / (quick ? 2 : 1);
  const load = { topics: 1, streamsPerTopic: STREAMS, rate: RATE, replay: false };
  using probe = new Probe(server.port);
  const { delivery, faults } = await fanOut(server, { ...load, events: Math.ceil(events) });
  return { p99: delivery.quantile(0.99), health: await probe.p99(), faults };
}
