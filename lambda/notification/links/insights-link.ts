import { decodeConsoleValue, encodeConsoleValue } from "./console-text";

/** A query of CloudWatch Logs Insights with its log groups and its time range. */
export interface InsightsQuery {
  readonly region: string;
  readonly logGroupNames: readonly string[];
  readonly query: string;
  /** Milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
}

const PAGE = "#logsV2:logs-insights";
const PARAMETER = "?queryDetail=";

/**
 * The page of Logs Insights with the query, its log groups and its time range filled in; a person only presses "Run
 * query". The parameter is percent-encoded twice, with `$` for `%`, so that `~(` is `$257E$2528`. AWS does not document
 * the URL; see `console-text.ts`.
 */
export function insightsLink({ region, logGroupNames, query, from, to }: InsightsQuery): string {
  const detail = encodeConsoleValue({
    end: new Date(to).toISOString(),
    start: new Date(from).toISOString(),
    timeType: "ABSOLUTE",
    tz: "UTC",
    editorString: query,
    source: logGroupNames,
  });
  const parameter = encodePercent(`${PARAMETER}${encodePercent(detail)}`).replaceAll("%", "$");
  return `${consoleHome(region)}${PAGE}${parameter}`;
}

/** @throws Error if the URL is not a link of `insightsLink` */
export function decodeInsightsLink(url: string): InsightsQuery {
  const { hash, searchParams } = new URL(url);
  const parameter = decodeURIComponent(hash.slice(PAGE.length).replaceAll("$", "%"));
  if (!hash.startsWith(PAGE) || !parameter.startsWith(PARAMETER))
    throw new Error(`not a link to Logs Insights: ${url}`);
  const detail = decodeConsoleValue(decodeURIComponent(parameter.slice(PARAMETER.length)));
  const { editorString, source, start, end } = detail as Readonly<Record<string, unknown>>;
  return {
    region: searchParams.get("region") ?? "",
    logGroupNames: source as readonly string[],
    query: String(editorString),
    from: Date.parse(String(start)),
    to: Date.parse(String(end)),
  };
}

/** The page of an alarm in the CloudWatch console. */
export function alarmLink(region: string, alarmName: string): string {
  return `${consoleHome(region)}#alarmsV2:alarm/${encodeURIComponent(alarmName)}`;
}

/** A dashboard of CloudWatch. */
export function dashboardLink(region: string, dashboardName: string): string {
  return `${consoleHome(region)}#dashboards/dashboard/${encodeURIComponent(dashboardName)}`;
}

function consoleHome(region: string): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
}

/** Also the characters that `encodeURIComponent` leaves and the console encodes. */
function encodePercent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
