import type { LogRecord } from "../../catalog";
import { type Random, seededRandom } from "../traffic/random";
import { KINDS } from "./kinds-of-requests";
import type { ApplicationRequest, Draft, ExpectedLine } from "./request";

/** Reproducible requests that cover every route. */
export function generateRequests(seed: number, count: number): ApplicationRequest[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    // Each kind once, however few requests there are.
    const draft = KINDS[index]?.[1] ?? kindAt(random.fraction());
    return toRequest(random, draft(random));
  });
}

function kindAt(position: number): (random: Random) => Draft {
  let end = 0;
  for (const [share, draft] of KINDS) {
    end += share;
    if (position < end) return draft;
  }
  return KINDS[0][1];
}

function toRequest(
  random: Random,
  { route, lines = [], failure, shop, ...draft }: Draft,
): ApplicationRequest {
  const id = `req-${random.hex(16)}`;
  const traceId = random.hex(32);
  const fields: LogRecord = { method: draft.method, path: route, status: draft.status };
  const own: readonly ExpectedLine[] = [
    {
      log: "application",
      fields: {
        ...{ logger: "inventorysync.api", level: failure ? "ERROR" : "INFO", ...fields, ...failure },
        event: failure ? "request.failed" : "request.handled",
      },
    },
    {
      log: "performance",
      fields: { logger: "inventorysync.performance", metric: "http.server.duration", unit: "ms", ...fields },
    },
  ];
  return {
    ...draft,
    id,
    traceId,
    headers: {
      ...draft.headers,
      "content-type": "application/json",
      "x-request-id": id,
      traceparent: `00-${traceId}-${random.hex(16)}-00`,
      // An address that RFC 5737 reserves for documentation.
      "x-forwarded-for": `203.0.113.${random.integer(1, 5)}`,
    },
    lines: [...lines, ...own].map((line) => ({
      ...line,
      fields: shop === undefined ? line.fields : { ...line.fields, shop },
    })),
  };
}
