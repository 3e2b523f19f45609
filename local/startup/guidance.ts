import { dataStreamPattern, QUESTIONS, searchTemplateId } from "../../catalog";
import { ROOT_CREDENTIALS } from "../emulator";
import type { Endpoints } from "../endpoints";

const ENVIRONMENT = "local";

/** What the screen says while traffic flows: where to look and what to try, ready to be pasted into a shell. */
export function guidance({ aws, search, sentry, datadog }: Endpoints, runFolder: string): string {
  return [
    "Log lines are flowing. Ctrl-C stops everything.",
    "",
    "Look",
    `  Sentry's events        ${sentry.url}`,
    `  Datadog's logs         ${datadog.url}`,
    ...(search ? [`  OpenSearch             ${search.url}  (${search.username} / ${search.password})`] : []),
    `  Every part's own log   ${runFolder}`,
    ...(search ? questions(search) : []),
    "",
    "Try, with the AWS command line",
    `  export AWS_ENDPOINT_URL=${aws.url} AWS_CA_BUNDLE=${aws.caFile} AWS_REGION=${aws.region}`,
    `  export AWS_ACCESS_KEY_ID=${ROOT_CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${ROOT_CREDENTIALS.secretAccessKey}`,
    "  aws logs describe-log-groups",
    "  aws cloudwatch describe-alarms",
  ].join("\n");
}

function questions({ url, username, password, caFile }: NonNullable<Endpoints["search"]>): string[] {
  return QUESTIONS.flatMap(({ id, description, parameters }) => {
    const params = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
    const body = JSON.stringify({ id: searchTemplateId(ENVIRONMENT, id), params });
    return [
      "",
      `Ask: ${description}`,
      `  curl --cacert ${caFile} --user '${username}:${password}' --header 'content-type: application/json' \\`,
      `    '${url}/${dataStreamPattern(ENVIRONMENT)}/_search/template?size=0&pretty' --data '${body}'`,
    ];
  });
}
