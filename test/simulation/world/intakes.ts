import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { dataStreamName, type LogId, SINK_NAMES, type SinkName } from "../../../catalog";
import {
  type IntakeRequest,
  type IntakeServer,
  startOpenSearchIntake,
  startDatadogIntake,
  startSentryIntake,
} from "../../../local/intakes";
import type { FaultInjection } from "../faults/sink-faults";
import { eventIdOf, eventIdsOf } from "./event-ids";
import { ENVIRONMENT } from "./generate-payloads";

/** A server with an untrusted certificate. One server serves every plan of a run, because no request reaches it. */
export interface UntrustedServer {
  readonly host: string;
  close(): void;
}

export async function startUntrustedServer(): Promise<UntrustedServer> {
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

type IntakeFaults = Pick<FaultInjection, "faultOf" | "resultOf" | "reversesResults">;

/** The three intakes on loopback, with their documented behaviour, and the faults that they inject. */
export type Intakes = Awaited<ReturnType<typeof startIntakes>>;

const CREDENTIALS = {
  opensearch: { current: "made-up-password", stale: "made-up-old-password" },
  datadog: { current: "made-up-key", stale: "made-up-old-key" },
} as const;
const USERNAME = "forwarder";
const AUTHORIZATION = `Basic ${Buffer.from(`${USERNAME}:${CREDENTIALS.opensearch.current}`).toString("base64")}`;

export async function startIntakes(now: () => number, untrustedServer: UntrustedServer) {
  const faults: Partial<Record<SinkName, IntakeFaults>> = {};
  const faultOf = (sink: SinkName) => (request: IntakeRequest) => faults[sink]?.faultOf(eventIdsOf(request));
  const [opensearch, sentry, datadog] = await Promise.all([
    startOpenSearchIntake({
      now,
      faultOf: (request) =>
        request.headers.authorization === AUTHORIZATION ? faultOf("opensearch")(request) : { status: 401 },
      reversesResults: () => faults.opensearch?.reversesResults ?? false,
      resultOf: (document) => faults.opensearch?.resultOf(eventIdOf(document) ?? ""),
    }),
    startSentryIntake({ faultOf: faultOf("sentry") }),
    startDatadogIntake({ now, apiKey: CREDENTIALS.datadog.current, faultOf: faultOf("datadog") }),
  ]);
  const bySink = { opensearch, sentry, datadog } satisfies Record<SinkName, IntakeServer>;

  const createdAt = new Map<unknown, number>();

  return {
    ...bySink,
    /** What each sink holds of its events. */
    stored: {
      opensearch: () => [...opensearch.documents.values()],
      sentry: () => sentry.events,
      datadog: () => datadog.accepted().logs,
    } satisfies Record<SinkName, () => readonly unknown[]>,
    /** When OpenSearch created each of its documents. */
    createdAt: createdAt as ReadonlyMap<unknown, number>,
    /** The URL of the sink that a function is configured with. */
    urlOf: (sink: SinkName, isUntrusted: boolean) =>
      isUntrusted ? `https://${untrustedServer.host}` : bySink[sink].url,
    /** The credentials of the sink, current or from before the rotation. */
    secretOf(sink: SinkName, version: "current" | "stale", address: string): string {
      switch (sink) {
        case "opensearch":
          return JSON.stringify({ username: USERNAME, password: CREDENTIALS.opensearch[version] });
        case "datadog":
          return CREDENTIALS.datadog[version];
        case "sentry": {
          const dsn = sentry.dsn.replace(sentry.url.replace("http://", ""), new URL(address).host);
          const dsnAtAddress = address.startsWith("https") ? dsn.replace("http:", "https:") : dsn;
          return version === "current"
            ? dsnAtAddress
            : dsnAtAddress.replace(/\/\/\w+@/, `//${"f".repeat(32)}@`);
        }
      }
    },
    /** Sets the faults of the sink until the next call. */
    setFaults(sink: SinkName, intakeFaults: IntakeFaults): void {
      faults[sink] = intakeFaults;
      for (const document of [...opensearch.documents.values()].slice(createdAt.size))
        createdAt.set(document, now());
    },
    rollover(log: LogId): void {
      opensearch.rollover(dataStreamName(ENVIRONMENT, log));
    },
    close: () => Promise.all(SINK_NAMES.map((sink) => bySink[sink].close())),
  };
}
