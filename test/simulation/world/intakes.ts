import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { dataStreamName, type LogId, type SinkName } from "../../../catalog";
import {
  type IntakeRequest,
  startBulkIntake,
  startDatadogIntake,
  startSentryIntake,
} from "../../../local/intakes";
import type { Treatment } from "../faults/sink-faults";
import { eventIdOf, eventIdsOf } from "./event-ids";
import { ENVIRONMENT } from "./written";

/** A server with a certificate that nobody vouches for. It serves every plan of a run, for it never hears a request. */
export interface Impostor {
  readonly host: string;
  close(): void;
}

export async function startImpostor(): Promise<Impostor> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "nobody" }], { keyType: "ec" });
  const server = createServer({ cert, key });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type IntakeTreatment = Pick<Treatment, "faultOf" | "resultOf">;

/** The three intakes on loopback, as they are documented, and what goes wrong with what is sent to them. */
export type Intakes = Awaited<ReturnType<typeof startIntakes>>;

const KEYS = {
  opensearch: { current: "made-up-password", stale: "made-up-old-password" },
  datadog: { current: "made-up-key", stale: "made-up-old-key" },
} as const;
const USERNAME = "forwarder";
const AUTHORIZATION = `Basic ${Buffer.from(`${USERNAME}:${KEYS.opensearch.current}`).toString("base64")}`;

export async function startIntakes(now: () => number, impostor: Impostor) {
  const treatments: Partial<Record<SinkName, IntakeTreatment>> = {};
  const faultOf = (sink: SinkName) => (request: IntakeRequest) =>
    treatments[sink]?.faultOf(eventIdsOf(request));
  const [opensearch, sentry, datadog] = await Promise.all([
    startBulkIntake({
      now,
      faultOf: (request) =>
        request.headers.authorization === AUTHORIZATION ? faultOf("opensearch")(request) : { status: 401 },
      resultOf: (document) => treatments.opensearch?.resultOf(eventIdOf(document) ?? ""),
    }),
    startSentryIntake({ faultOf: faultOf("sentry") }),
    startDatadogIntake({ now, apiKey: KEYS.datadog.current, faultOf: faultOf("datadog") }),
  ]);
  const urls: Readonly<Record<SinkName, string>> = {
    opensearch: opensearch.url,
    sentry: sentry.url,
    datadog: datadog.url,
  };

  const createdAt = new Map<unknown, number>();

  return {
    opensearch,
    sentry,
    datadog,
    /** When OpenSearch created each of its documents. */
    createdAt: createdAt as ReadonlyMap<unknown, number>,
    /** Where a function is told that the sink is. */
    addressOf: (sink: SinkName, isImpostor: boolean) =>
      isImpostor ? `https://${impostor.host}` : urls[sink],
    /** What opens the sink's door, or did until it was renewed. */
    secretOf(sink: SinkName, which: "current" | "stale", address: string): string {
      switch (sink) {
        case "opensearch":
          return JSON.stringify({ username: USERNAME, password: KEYS.opensearch[which] });
        case "datadog":
          return KEYS.datadog[which];
        case "sentry": {
          const dsn = sentry.dsn.replace(urls.sentry.replace("http://", ""), new URL(address).host);
          const there = address.startsWith("https") ? dsn.replace("http:", "https:") : dsn;
          return which === "current" ? there : there.replace(/\/\/\w+@/, `//${"f".repeat(32)}@`);
        }
      }
    },
    /** How the sink treats what it is sent, until it is said anew. */
    treat(sink: SinkName, treatment: IntakeTreatment): void {
      treatments[sink] = treatment;
      for (const document of [...opensearch.documents.values()].slice(createdAt.size))
        createdAt.set(document, now());
    },
    rollover(log: LogId): void {
      opensearch.rollover(dataStreamName(ENVIRONMENT, log));
    },
    close: () => Promise.all([opensearch.close(), sentry.close(), datadog.close()]),
  };
}
