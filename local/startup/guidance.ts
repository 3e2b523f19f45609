import { dataStreamPattern, QUESTIONS, searchTemplateId, type SinkName, SINKS } from "../../catalog";
import { ROOT_CREDENTIALS } from "../emulator";
import type { Endpoints } from "../endpoints";

const ENVIRONMENT = "local";

/** The text on the screen while lines are sent: where to look, and commands to paste into a shell. */
export function guidance(endpoints: Endpoints, runFolder: string): string {
  const { aws, search } = endpoints;
  return [
    "The platform is running and sends log lines. Press Ctrl-C to stop it.",
    "",
    "Open in a browser:",
    ...SINKS.flatMap(({ name, title }) => {
      const address = ADDRESSES[name](endpoints);
      return address === undefined ? [] : `  ${title.padEnd(22)} ${address}`;
    }),
    "",
    "Log files of the components:",
    `  ${runFolder}`,
    ...(search ? questions(search) : []),
    "",
    "Use the AWS CLI with the emulator:",
    `  export AWS_ENDPOINT_URL=${aws.url} AWS_CA_BUNDLE=${aws.caFile} AWS_REGION=${aws.region}`,
    `  export AWS_ACCESS_KEY_ID=${ROOT_CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${ROOT_CREDENTIALS.secretAccessKey}`,
    "  aws logs describe-log-groups",
    "  aws cloudwatch describe-alarms",
  ].join("\n");
}

/** Undefined if the platform runs without the sink. */
const ADDRESSES: Readonly<Record<SinkName, (endpoints: Endpoints) => string | undefined>> = {
  opensearch: ({ search }) => search && `${search.url}  (${search.username} / ${search.password})`,
  sentry: ({ sentry }) => sentry.pageUrl,
  datadog: ({ datadog }) => datadog.url,
};

function questions({ url, username, password, caFile }: NonNullable<Endpoints["search"]>): string[] {
  return QUESTIONS.flatMap(({ id, description, parameters }) => {
    const params = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
    const body = JSON.stringify({ id: searchTemplateId(ENVIRONMENT, id), params });
    return [
      "",
      `Search OpenSearch: ${description}`,
      `  curl --cacert ${caFile} --user '${username}:${password}' --header 'content-type: application/json' \\`,
      `    '${url}/${dataStreamPattern(ENVIRONMENT)}/_search/template?size=0&pretty' --data '${body}'`,
    ];
  });
}
