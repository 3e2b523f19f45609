import { EVENTS } from "../events";
import { MAX_GROUPS, percentileColumns, percentiles, present } from "./clauses";
import type { Question } from "./question";

const WEBHOOK_EVENTS = [EVENTS.webhookProcessed.name, EVENTS.webhookFailed.name] as const;

/** More than an application has reasons to reject a sign-in. */
const MAX_REASONS = 20;

/** The business metrics of the deployment guide, section 5: authentication failures, inventory updates, webhooks. */
export const BUSINESS_QUESTIONS = [
  {
    id: "authentication-failures",
    title: "Authentication failures",
    description: "Why do sign-ins fail, and where do they come from?",
    logs: [EVENTS.signInFailed.log],
    since: "now-24h",
    parameters: [],
    search: {
      where: [{ term: { event: EVENTS.signInFailed.name } }, ...present("reason", "source")],
      aggs: {
        reasons: {
          terms: { field: "reason", size: MAX_REASONS },
          aggs: { sources: { terms: { field: "source", size: MAX_GROUPS } } },
        },
      },
    },
    insights: {
      query: `filter event = "${EVENTS.signInFailed.name}" and ispresent(reason) and ispresent(source)
| stats count(*) as failures by reason, source
| sort failures desc
| limit ${MAX_GROUPS}`,
    },
    answer: {
      groups: ["reasons", "sources"],
      columns: [
        { name: "reason", title: "reason", type: "text", from: { key: "reasons" } },
        { name: "source", title: "source", type: "text", from: { key: "sources" } },
        { name: "failures", title: "failures", type: "count", from: { count: "sources" } },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "reason", type: "nominal", sort: "-x" },
        x: { field: "failures", type: "quantitative", stack: "zero" },
        color: { field: "source", type: "nominal" },
      },
    },
    ifEmpty: `no line has the event ${EVENTS.signInFailed.name} with a reason and a source`,
  },
  {
    id: "inventory-updates",
    title: "Inventory updates by shop",
    description: "How often did the stock of each shop change?",
    logs: [EVENTS.stockUpdated.log],
    since: "now-1h",
    parameters: [],
    search: {
      where: [{ term: { event: EVENTS.stockUpdated.name } }],
      aggs: { shops: { terms: { field: "shop", size: MAX_GROUPS } } },
    },
    insights: {
      query: `filter event = "${EVENTS.stockUpdated.name}" and ispresent(shop)
| stats count(*) as updates by shop
| sort updates desc
| limit ${MAX_GROUPS}`,
    },
    answer: {
      groups: ["shops"],
      columns: [
        { name: "shop", title: "shop", type: "text", from: { key: "shops" } },
        { name: "updates", title: "updates", type: "count", from: { count: "shops" } },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "shop", type: "nominal", sort: "-x" },
        x: { field: "updates", type: "quantitative" },
      },
    },
    ifEmpty: `no line has the event ${EVENTS.stockUpdated.name} with a shop`,
  },
  {
    id: "webhook-times",
    title: "Webhooks by shop",
    description: "How long does processing the webhooks of each shop take, and how many fail?",
    logs: [EVENTS.webhookProcessed.log],
    since: "now-1h",
    parameters: [],
    search: {
      where: [{ terms: { event: WEBHOOK_EVENTS } }, ...present("shop", "value")],
      aggs: {
        shops: {
          terms: { field: "shop", size: MAX_GROUPS },
          aggs: {
            failed: { filter: { term: { event: EVENTS.webhookFailed.name } } },
            duration: percentiles("value", 50, 95, 99),
          },
        },
      },
    },
    insights: {
      query: `filter event in ${JSON.stringify(WEBHOOK_EVENTS)} and ispresent(shop) and ispresent(value)
| stats count(*) as webhooks, sum(strcontains(event, "${EVENTS.webhookFailed.name}")) as failed, pct(value, 50) as p50_ms, pct(value, 95) as p95_ms, pct(value, 99) as p99_ms by shop
| sort webhooks desc
| limit ${MAX_GROUPS}`,
    },
    answer: {
      groups: ["shops"],
      columns: [
        { name: "shop", title: "shop", type: "text", from: { key: "shops" } },
        { name: "webhooks", title: "webhooks", type: "count", from: { count: "shops" } },
        { name: "failed", title: "failed", type: "count", from: { path: ["failed", "doc_count"] } },
        ...percentileColumns("duration", 50, 95, 99),
      ],
    },
    chart: {
      transform: [{ fold: ["p50_ms", "p95_ms", "p99_ms"], as: ["percentile", "milliseconds"] }],
      mark: { type: "point", filled: true, size: 70 },
      encoding: {
        y: { field: "shop", type: "nominal" },
        x: { field: "milliseconds", type: "quantitative" },
        color: { field: "percentile", type: "nominal" },
      },
    },
    ifEmpty: `no line has the event ${WEBHOOK_EVENTS.join(" or ")} with a shop and a value`,
  },
] as const satisfies readonly Question[];
