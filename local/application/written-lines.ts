import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LOGS, type LogRecord } from "../../catalog";
import type { LogLine } from "../traffic";
import type { ApplicationRequest, ExpectedLine } from "./request";

/** Every line of the log files, with the secrets that requests planted in them. */
export async function readWrittenLines(
  logDir: string,
  requests: readonly ApplicationRequest[],
): Promise<readonly LogLine[]> {
  const planted = new Map(
    requests.flatMap(({ id, plantedSecret }) => (plantedSecret ? [[id, plantedSecret]] : [])),
  );
  const lines = await Promise.all(
    LOGS.map(async ({ id: log, file }) => {
      const texts = (await readFile(join(logDir, file), "utf8")).split("\n").slice(0, -1);
      return texts.map((text): LogLine => {
        const record = JSON.parse(text) as LogRecord;
        const secret = planted.get(record.request_id ?? "");
        return {
          ...{ log, text, record, timestamp: Date.parse(record["@timestamp"] ?? "") },
          ...(secret && text.includes(secret.value) && { plantedSecret: secret }),
        };
      });
    }),
  );
  return lines.flat();
}

/** How the lines differ from those that the requests must have written; empty if they agree. */
export function compareLines(
  requests: readonly ApplicationRequest[],
  lines: readonly LogLine[],
  release: string,
): readonly string[] {
  const byRequest = new Map(requests.map(({ id }) => [id, new Array<LogLine>()]));
  const foreign: LogLine[] = [];
  for (const line of lines) {
    const ofRequest = byRequest.get(line.record?.request_id ?? "");
    if (ofRequest) ofRequest.push(line);
    else if (!isOfServer(line.record)) foreign.push(line);
  }
  return [
    ...requests.flatMap((request) => compareRequest(request, byRequest.get(request.id) ?? [])),
    ...foreign.map(({ log, text }) => `${log} has a line that no request wrote: ${text}`),
    ...lines
      .filter(({ record }) => record?.release !== release)
      .map(({ log, text }) => `${log} has a line without the release ${release}: ${text}`),
  ];
}

/** Whether gunicorn or uvicorn wrote a line about itself. */
function isOfServer(record: LogRecord | undefined): boolean {
  return record?.logger === "gunicorn.error" || record?.logger === "uvicorn.error";
}

function compareRequest(request: ApplicationRequest, lines: readonly LogLine[]): readonly string[] {
  const { id, method, path, traceId, plantedSecret } = request;
  const rest = [...lines];
  const missing = request.lines.filter((expected) => {
    const index = rest.findIndex((line) => matches(line, expected));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  const withSecret = lines.filter((line) => line.plantedSecret).length;
  const name = `${method} ${path} (${id})`;
  return [
    ...missing.map(({ log, fields }) => `${name} wrote no line ${JSON.stringify(fields)} to ${log}`),
    ...rest.map(({ log, text }) => `${name} wrote an unexpected line to ${log}: ${text}`),
    ...(lines.some(({ record }) => record?.trace_id !== traceId)
      ? [`${name} wrote a line without its trace id`]
      : []),
    ...(withSecret === (plantedSecret ? 1 : 0)
      ? []
      : [`${name} wrote ${withSecret} lines with its planted secret`]),
  ];
}

function matches({ log, record }: LogLine, expected: ExpectedLine): boolean {
  return (
    log === expected.log &&
    Object.entries(expected.fields).every(([name, value]) => record?.[name as keyof LogRecord] === value)
  );
}
