import {
  HAS_ERROR_LEVEL,
  highestFirst,
  LINE_HAS_ERROR_LEVEL,
  LINE_IS_ERROR,
  lineHasLevel,
  MAX_GROUPS,
  percentOf,
  present,
} from "./clauses";
import type { Question } from "./question";

/** The type of errors without one, such as tracebacks in plain text. */
export const NO_ERROR_TYPE = "none";

/** The error rate of the deployment guide, section 5: 5xx errors, error types and their frequency. */
export const ERROR_QUESTIONS = [
  {
    id: "error-analysis",
    title: "Errors by type",
    description: "Which types of errors occurred, and how often?",
    logs: ["application"],
    since: "now-1h",
    parameters: [{ name: "level", type: "text", description: "level, in upper case", default: "ERROR" }],
    // The query and the aggregations are the deployment guide's.
    search: {
      where: [{ term: { level: "{{level}}" } }],
      aggs: { error_types: { terms: { field: "error_type.keyword" } } },
    },
    insights: {
      query: `filter ${lineHasLevel("level")} and ispresent(error_type)
| stats count(*) as errors by error_type
| sort errors desc
| limit 10`,
    },
    answer: {
      groups: ["error_types"],
      columns: [
        { name: "error_type", title: "error type", type: "text", from: { key: "error_types" } },
        { name: "errors", title: "errors", type: "count", from: { count: "error_types" } },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "error_type", type: "nominal", sort: "-x" },
        x: { field: "errors", type: "quantitative" },
      },
    },
    ifEmpty: "no line has this level and an error type",
  },
  {
    id: "error-trend",
    title: "Errors over time",
    description:
      "When did errors occur, by type? Errors without a type, and tracebacks in plain text, count too.",
    logs: ["application"],
    since: "now-24h",
    parameters: [
      { name: "interval", type: "interval", description: "length of one time interval", default: "1h" },
    ],
    search: {
      where: [HAS_ERROR_LEVEL],
      aggs: {
        over_time: {
          date_histogram: { field: "@timestamp", fixed_interval: "{{interval}}", min_doc_count: 1 },
          aggs: {
            error_types: { terms: { field: "error_type", missing: NO_ERROR_TYPE, size: MAX_GROUPS } },
          },
        },
      },
    },
    insights: {
      query: `filter ${LINE_IS_ERROR}
| fields coalesce(error_type, "${NO_ERROR_TYPE}") as type
| stats count(*) as errors by bin({{interval}}) as time, type
| sort time asc`,
    },
    answer: {
      groups: ["over_time", "error_types"],
      columns: [
        { name: "time", title: "time", type: "time", from: { key: "over_time" } },
        { name: "type", title: "error type", type: "text", from: { key: "error_types" } },
        { name: "errors", title: "errors", type: "count", from: { count: "error_types" } },
      ],
    },
    chart: {
      mark: { type: "bar", width: 6 },
      encoding: {
        x: { field: "time", type: "temporal" },
        y: { field: "errors", type: "quantitative", stack: "zero" },
        color: { field: "type", type: "nominal" },
      },
    },
    ifEmpty: "there is no error",
  },
  {
    id: "new-error-types",
    title: "New error types",
    description: "Which error types occurred recently, but not earlier in the time window?",
    logs: ["application"],
    since: "now-7d",
    parameters: [
      {
        name: "hours",
        type: "integer",
        description:
          "length of the recent period, in hours: a type is new if it occurred only in this period",
        default: 1,
      },
    ],
    search: {
      where: [HAS_ERROR_LEVEL],
      aggs: {
        error_types: {
          terms: { field: "error_type", size: MAX_GROUPS },
          aggs: {
            earlier: { filter: { range: { "@timestamp": { lt: "now-{{hours}}h" } } } },
            first_seen: { min: { field: "@timestamp" } },
            only_new: {
              bucket_selector: { buckets_path: { earlier: "earlier._count" }, script: "params.earlier == 0" },
            },
          },
        },
      },
    },
    insights: {
      query: `filter ${LINE_HAS_ERROR_LEVEL} and ispresent(error_type)
| stats count(*) as errors, min(toMillis(@timestamp)) as first_seen by error_type
| filter first_seen >= (now() - {{hours}} * 3600) * 1000
| sort errors desc`,
    },
    answer: {
      groups: ["error_types"],
      columns: [
        { name: "error_type", title: "error type", type: "text", from: { key: "error_types" } },
        { name: "errors", title: "errors", type: "count", from: { count: "error_types" } },
        { name: "first_seen", title: "first seen", type: "time", from: { path: ["first_seen", "value"] } },
      ],
    },
    chart: {
      mark: { type: "point", filled: true, size: 90 },
      encoding: {
        x: { field: "first_seen", type: "temporal" },
        y: { field: "error_type", type: "nominal" },
      },
    },
    noDatadog: "a logs query of Datadog cannot compare the groups of two time windows",
    ifEmpty: "no error type is new",
  },
  {
    id: "server-error-rate",
    title: "5xx rate by route",
    description: "What share of the requests of each route failed with a 5xx status?",
    logs: ["application"],
    since: "now-1h",
    parameters: [],
    search: {
      where: present("path", "status"),
      aggs: {
        routes: {
          terms: { field: "path", size: MAX_GROUPS },
          aggs: {
            failed: { filter: { range: { status: { gte: 500 } } } },
            failed_percent: percentOf("failed"),
            highest_first: highestFirst("failed_percent", MAX_GROUPS),
          },
        },
      },
    },
    insights: {
      // floor(status / 500) is 1 for 5xx and 0 for all lower statuses.
      query: `filter ispresent(path) and ispresent(status)
| stats count(*) as requests, sum(floor(status / 500)) as failed, 100 * sum(floor(status / 500)) / count(*) as failed_percent by path
| sort failed_percent desc
| limit ${MAX_GROUPS}`,
    },
    answer: {
      groups: ["routes"],
      columns: [
        { name: "path", title: "route", type: "text", from: { key: "routes" } },
        { name: "requests", title: "requests", type: "count", from: { count: "routes" } },
        { name: "failed", title: "failed", type: "count", from: { path: ["failed", "doc_count"] } },
        {
          name: "failed_percent",
          title: "failed, percent",
          type: "percent",
          from: { path: ["failed_percent", "value"] },
        },
      ],
    },
    chart: {
      mark: "bar",
      encoding: {
        y: { field: "path", type: "nominal", sort: "-x" },
        x: { field: "failed_percent", type: "quantitative" },
      },
    },
    ifEmpty: "no line has a route and a status",
  },
] as const satisfies readonly Question[];
