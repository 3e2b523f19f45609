import { EVENTS } from "../events";
import { highestFirst, MAX_GROUPS, percentileColumns, percentiles, percentOf, present } from "./clauses";
import type { Question } from "./question";

/** How many of the slowest routes or statements an answer has. */
const SLOWEST = 10;

/** The performance metrics of the deployment guide, section 5: API response times, database queries, cache hit rates. */
export const PERFORMANCE_QUESTIONS = [
  {
    id: "performance-analysis",
    title: "Response times",
    description: "How long do requests take: average, p50, p95 and p99?",
    logs: ["performance"],
    parameters: [
      {
        name: "logger",
        type: "text",
        description: "name of the logger, matched exactly, without its child loggers",
        default: "inventorysync.performance",
      },
    ],
    // The query and the aggregations are the deployment guide's.
    search: {
      where: [{ term: { logger: "{{logger}}" } }],
      aggs: {
        avg_response_time: { avg: { field: "value" } },
        response_time_percentiles: { percentiles: { field: "value", percents: [50, 95, 99] } },
      },
    },
    insights: {
      query: `filter logger = {{logger}}
| stats avg(value) as average_ms, pct(value, 50) as p50_ms, pct(value, 95) as p95_ms, pct(value, 99) as p99_ms`,
    },
    answer: {
      groups: [],
      columns: [
        {
          name: "average_ms",
          title: "average",
          type: "ms",
          from: { path: ["avg_response_time", "value"] },
        },
        ...percentileColumns("response_time_percentiles", 50, 95, 99),
      ],
    },
    chart: {
      transform: [{ fold: ["average_ms", "p50_ms", "p95_ms", "p99_ms"], as: ["measure", "milliseconds"] }],
      mark: "bar",
      encoding: {
        y: { field: "measure", type: "nominal", sort: null, title: null },
        x: { field: "milliseconds", type: "quantitative" },
      },
    },
    ifEmpty: "no line of this logger has a value",
  },
  {
    id: "response-times-by-route",
    title: "Response times by route",
    description: "How long do the requests of each route take: p50, p95 and p99?",
    logs: ["application"],
    since: "now-1h",
    parameters: [],
    search: {
      where: present("path", "duration_ms"),
      aggs: {
        routes: {
          terms: { field: "path", size: MAX_GROUPS },
          aggs: { duration: percentiles("duration_ms", 50, 95, 99) },
        },
      },
    },
    insights: {
      query: `filter ispresent(path) and ispresent(duration_ms)
| stats count(*) as requests, pct(duration_ms, 50) as p50_ms, pct(duration_ms, 95) as p95_ms, pct(duration_ms, 99) as p99_ms by path
| sort requests desc
| limit ${MAX_GROUPS}`,
    },
    answer: {
      groups: ["routes"],
      columns: [
        { name: "path", title: "route", type: "text", from: { key: "routes" } },
        { name: "requests", title: "requests", type: "count", from: { count: "routes" } },
        ...percentileColumns("duration", 50, 95, 99),
      ],
    },
    chart: {
      transform: [{ fold: ["p50_ms", "p95_ms", "p99_ms"], as: ["percentile", "milliseconds"] }],
      mark: { type: "point", filled: true, size: 70 },
      encoding: {
        y: { field: "path", type: "nominal" },
        x: { field: "milliseconds", type: "quantitative" },
        color: { field: "percentile", type: "nominal" },
      },
    },
    ifEmpty: "no line has a route and a duration",
  },
  {
    id: "slowest-routes",
    title: "Slowest routes",
    description: "Which routes have the longest response times?",
    logs: ["application"],
    since: "now-1h",
    parameters: [],
    search: {
      where: present("path", "duration_ms"),
      aggs: {
        routes: {
          terms: { field: "path", size: MAX_GROUPS },
          aggs: {
            duration: percentiles("duration_ms", 95),
            longest: { max: { field: "duration_ms" } },
            highest_first: highestFirst("duration[95.0]", SLOWEST),
          },
        },
      },
    },
    insights: {
      query: `filter ispresent(path) and ispresent(duration_ms)
| stats count(*) as requests, pct(duration_ms, 95) as p95_ms, max(duration_ms) as longest_ms by path
| sort p95_ms desc
| limit ${SLOWEST}`,
    },
    answer: {
      groups: ["routes"],
      columns: [
        { name: "path", title: "route", type: "text", from: { key: "routes" } },
        { name: "requests", title: "requests", type: "count", from: { count: "routes" } },
        ...percentileColumns("duration", 95),
        { name: "longest_ms", title: "longest", type: "ms", from: { path: ["longest", "value"] } },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "path", type: "nominal", sort: "-x" },
        x: { field: "p95_ms", type: "quantitative" },
      },
    },
    ifEmpty: "no line has a route and a duration",
  },
  {
    id: "slow-statements",
    title: "Slow database statements",
    description: "Which database statements take longest, and how often are they slow?",
    logs: [EVENTS.statementExecuted.log],
    since: "now-1h",
    parameters: [
      {
        name: "threshold_ms",
        type: "number",
        description: "an execution is slow from this duration, in milliseconds",
        default: 20,
      },
    ],
    search: {
      where: [{ term: { metric: EVENTS.statementExecuted.name } }, ...present("statement", "value")],
      aggs: {
        statements: {
          terms: { field: "statement", size: MAX_GROUPS },
          aggs: {
            slow: { filter: { range: { value: { gte: "{{threshold_ms}}" } } } },
            duration: percentiles("value", 95),
            longest: { max: { field: "value" } },
            highest_first: highestFirst("duration[95.0]", SLOWEST),
          },
        },
      },
    },
    insights: {
      // least(floor(value / threshold), 1) is 1 from the threshold on and 0 below it.
      query: `filter metric = "${EVENTS.statementExecuted.name}" and ispresent(statement) and ispresent(value)
| stats count(*) as executions, sum(least(floor(value / {{threshold_ms}}), 1)) as slow, pct(value, 95) as p95_ms, max(value) as longest_ms by statement
| sort p95_ms desc
| limit ${SLOWEST}`,
    },
    answer: {
      groups: ["statements"],
      columns: [
        { name: "statement", title: "statement", type: "text", from: { key: "statements" } },
        { name: "executions", title: "executions", type: "count", from: { count: "statements" } },
        { name: "slow", title: "slow", type: "count", from: { path: ["slow", "doc_count"] } },
        ...percentileColumns("duration", 95),
        { name: "longest_ms", title: "longest", type: "ms", from: { path: ["longest", "value"] } },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "statement", type: "nominal", sort: "-x" },
        x: { field: "p95_ms", type: "quantitative" },
      },
    },
    ifEmpty: `no line with the metric ${EVENTS.statementExecuted.name} has a statement and a value`,
  },
  {
    id: "cache-hit-rate",
    title: "Cache hit rate",
    description: "What share of the lookups does each cache answer?",
    logs: [EVENTS.cacheHit.log],
    since: "now-1h",
    parameters: [],
    search: {
      where: [{ terms: { event: [EVENTS.cacheHit.name, EVENTS.cacheMiss.name] } }, ...present("resource")],
      aggs: {
        caches: {
          terms: { field: "resource", size: MAX_GROUPS },
          aggs: {
            hits: { filter: { term: { event: EVENTS.cacheHit.name } } },
            hit_percent: percentOf("hits"),
          },
        },
      },
    },
    insights: {
      // strcontains returns 1 or 0.
      query: `filter event in ["${EVENTS.cacheHit.name}", "${EVENTS.cacheMiss.name}"] and ispresent(resource)
| stats count(*) as lookups, sum(strcontains(event, "${EVENTS.cacheHit.name}")) as hits, 100 * sum(strcontains(event, "${EVENTS.cacheHit.name}")) / count(*) as hit_percent by resource as cache
| sort lookups desc
| limit ${MAX_GROUPS}`,
    },
    answer: {
      groups: ["caches"],
      columns: [
        { name: "cache", title: "cache", type: "text", from: { key: "caches" } },
        { name: "lookups", title: "lookups", type: "count", from: { count: "caches" } },
        { name: "hits", title: "hits", type: "count", from: { path: ["hits", "doc_count"] } },
        {
          name: "hit_percent",
          title: "hits, percent",
          type: "percent",
          from: { path: ["hit_percent", "value"] },
        },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "cache", type: "nominal" },
        x: { field: "hit_percent", type: "quantitative", scale: { domain: [0, 100] } },
      },
    },
    ifEmpty: `no line has the event ${EVENTS.cacheHit.name} or ${EVENTS.cacheMiss.name} with a resource`,
  },
] as const satisfies readonly Question[];
