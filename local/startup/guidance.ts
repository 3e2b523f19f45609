import {
  dataStreamNames,
  logGroupName,
  questionById,
  type QuestionId,
  QUESTIONS,
  searchTemplateId,
  type SinkName,
  SINKS,
} from "../../catalog";
import { ROOT_CREDENTIALS } from "../emulator";
import type { Endpoints } from "../endpoints";
import type { AwsCli } from "./aws-cli";

const ENVIRONMENT = "local";
/** What the answer of a search contains besides the hits: whether it is complete, and the result. */
const ANSWER = "timed_out,_shards.failed,hits.total.value,aggregations,error";

/** The questions whose search is printed; the page of the platform shows all of them. */
const EXAMPLES = [
  "error-analysis",
  "performance-analysis",
  "server-error-rate",
] as const satisfies readonly QuestionId[];

/** The text on the screen while lines are sent: where to look, and commands to paste into a shell. */
export function guidance(
  endpoints: Endpoints & { readonly pageUrl: string },
  runFolder: string,
  variablesFile: string,
  awsCli: AwsCli,
): string {
  const { search, pageUrl } = endpoints;
  return [
    "The platform is running and sends log lines. Press Ctrl-C to stop it.",
    "",
    `Open ${pageUrl} in a browser. It shows the state of every part.`,
    "",
    "Addresses of the sinks:",
    ...SINKS.flatMap(({ name, title }) => {
      const address = ADDRESSES[name](endpoints);
      return address === undefined ? [] : `  ${title.padEnd(22)} ${address}`;
    }),
    "",
    "Log files of the components:",
    `  ${runFolder}`,
    "",
    "In another terminal, load the addresses and credentials of the platform, and look around:",
    `  . ${variablesFile}`,
    ...(search ? ["  npx logs query local", "  npx logs query local slowest-routes --format bars"] : []),
    "  npx logs --help",
    ...(search ? questions(search) : []),
    "",
    "Use the AWS CLI with the emulator:",
    ...(awsCli.kind === "usable" ? [] : [`  ${awsCli.message}`]),
    ...(awsCli.kind === "unusable" ? [] : awsCommands(endpoints, awsCli)),
  ].join("\n");
}

/** Undefined if the platform runs without the sink. */
const ADDRESSES: Readonly<Record<SinkName, (endpoints: Endpoints) => string | undefined>> = {
  opensearch: ({ search }) => search && `${search.url}  (${search.username} / ${search.password})`,
  sentry: ({ sentry }) => sentry.pageUrl,
  datadog: ({ datadog }) => datadog.url,
};

function questions({ url, username, password, caFile }: NonNullable<Endpoints["search"]>): string[] {
  const others = QUESTIONS.map(({ id }) => id).filter((id) => !EXAMPLES.some((example) => example === id));
  const examples = EXAMPLES.map(questionById).flatMap(({ id, description, logs, parameters }) => {
    const params = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
    const dataStreams = dataStreamNames(ENVIRONMENT, logs).join(",");
    const body = JSON.stringify({ id: searchTemplateId(ENVIRONMENT, id), params });
    return [
      "",
      `Search OpenSearch: ${description}`,
      `  curl --cacert ${caFile} --user '${username}:${password}' --header 'content-type: application/json' \\`,
      `    '${url}/${dataStreams}/_search/template?filter_path=${ANSWER}&pretty' \\`,
      `    --data '${body}'`,
    ];
  });
  return [
    ...examples,
    "",
    "Other search templates, inventorysync-local-<name>; docs/questions.md describes them:",
    ...wrapped(others),
  ];
}

/** Comma-separated, in lines of at most 100 characters. */
function wrapped(words: readonly string[]): string[] {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length > 96) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line}, ${word}`;
  }
  return lines.map((line, index) => `  ${line}${index < lines.length - 1 ? "," : ""}`);
}

/**
 * Version 1 of the AWS CLI reads the region from AWS_DEFAULT_REGION only; version 2 prefers AWS_REGION. Alarms are shown
 * without their states, which the emulator computes in another way than CloudWatch.
 */
function awsCommands({ aws, search }: Endpoints, awsCli: AwsCli): string[] {
  return [
    `  export AWS_ENDPOINT_URL=${aws.url} AWS_CA_BUNDLE=${aws.caFile}`,
    `  export AWS_REGION=${aws.region} AWS_DEFAULT_REGION=${aws.region}`,
    `  export AWS_ACCESS_KEY_ID=${ROOT_CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${ROOT_CREDENTIALS.secretAccessKey}`,
    "  aws logs describe-log-groups --query 'logGroups[].[logGroupName,retentionInDays]' --output text",
    `  aws logs filter-log-events --log-group-name ${logGroupName(ENVIRONMENT, "application")} \\`,
    `    --filter-pattern '{ $.level = "ERROR" }' --limit 3 --query 'events[].message'`,
    "  aws cloudwatch describe-alarms --query 'MetricAlarms[].[AlarmName,AlarmDescription]' --output text",
    "",
    "  The emulator does not run queries of CloudWatch Logs Insights. It ignores the query text of",
    "  `aws logs start-query` and returns unfiltered lines. Use `aws logs filter-log-events` instead" +
      (search ? "," : "."),
    ...(search ? ["  or search OpenSearch as shown above."] : []),
    ...(awsCli.kind === "usable" && awsCli.major === 1
      ? [
          "  Version 1 of the AWS CLI ignores AWS_ENDPOINT_URL for Amazon SQS: for `aws sqs`, add",
          '  --endpoint-url "$AWS_ENDPOINT_URL", or use version 2.',
        ]
      : []),
  ];
}
