import { decodeRison, encodeRison } from "./rison";

/** A search in OpenSearch Dashboards. */
export interface DashboardsSearch {
  /** URL of OpenSearch Dashboards, such as `https://search.example.com/_dashboards`. */
  readonly dashboardsUrl: string;
  /** Id of the index pattern, a saved object. */
  readonly indexPatternId: string;
  /** In Lucene syntax. */
  readonly query: string;
  /** Milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
}

const PAGE = "/app/data-explorer/discover";
const COLUMNS = ["level", "logger", "error_type", "message"];

/**
 * The page Discover with the query and its time range filled in. The state of the page is in its URL, in Rison. Source:
 * OpenSearch Dashboards, src/plugins/data_explorer and src/plugins/discover, `_a`, `_g` and `_q`.
 */
export function discoverLink({ dashboardsUrl, indexPatternId, query, from, to }: DashboardsSearch): string {
  const state = {
    _g: { time: { from: new Date(from).toISOString(), to: new Date(to).toISOString() } },
    _a: { discover: { columns: COLUMNS }, metadata: { indexPattern: indexPatternId, view: "discover" } },
    _q: { query: { language: "lucene", query } },
  };
  const parameters = Object.entries(state).map(
    ([name, value]) => `${name}=${encodeURIComponent(encodeRison(value))}`,
  );
  return `${dashboardsUrl}${PAGE}#?${parameters.join("&")}`;
}

/** @throws Error if the URL is not a link of `discoverLink` */
export function decodeDiscoverLink(url: string): DashboardsSearch {
  const [dashboardsUrl, parameters] = url.split(`${PAGE}#?`);
  if (dashboardsUrl === undefined || parameters === undefined)
    throw new Error(`not a link to Discover: ${url}`);
  const state = Object.fromEntries(
    [...new URLSearchParams(parameters)].map(([name, value]) => [name, decodeRison(value)]),
  ) as {
    readonly _g: { readonly time: { readonly from: string; readonly to: string } };
    readonly _a: { readonly metadata: { readonly indexPattern: string } };
    readonly _q: { readonly query: { readonly query: string } };
  };
  return {
    dashboardsUrl,
    indexPatternId: state._a.metadata.indexPattern,
    query: state._q.query.query,
    from: Date.parse(state._g.time.from),
    to: Date.parse(state._g.time.to),
  };
}
