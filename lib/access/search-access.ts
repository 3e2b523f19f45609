import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { dataStreamNames, type LogId, QUESTIONS, searchDomainName } from "../../catalog";
import { acknowledge, wildcardFindingId } from "../compliance";

/** The last part of a request's path: a search, or a search template. */
const SEARCH_PATHS = ["_search", "_search/template"];

/**
 * Lets a role search the data streams of some logs in an environment's domain, and open OpenSearch Dashboards. IAM checks
 * the path of a request, not its body, so each data stream has its own resource, and so have the data streams that one
 * question searches together. A request with an index pattern has another path, which IAM denies. Of a request through
 * Dashboards, IAM sees only the path of Dashboards: the role of the search engine decides what it may read.
 */
export function grantSearch(role: iam.Role, environment: string, logs: readonly LogId[]): void {
  const domain = Stack.of(role).formatArn({
    service: "es",
    resource: "domain",
    resourceName: searchDomainName(environment),
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ["es:ESHttpGet", "es:ESHttpPost"],
      resources: targetsOf(environment, logs).flatMap((target) =>
        SEARCH_PATHS.map((search) => `${domain}/${target}/${search}`),
      ),
    }),
  );
  const dashboards = `${domain}/_dashboards/*`;
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ["es:ESHttpGet", "es:ESHttpPost"], resources: [dashboards] }),
  );
  acknowledge(role, [
    {
      ids: [wildcardFindingId(role, dashboards)],
      reason:
        "OpenSearch Dashboards loads many paths below this one; fine-grained access control limits what the role reads " +
        "through it to the data streams above and to the objects of the global tenant, which it may not change",
      owner: "security team",
      reviewBy: "2027-11-30",
    },
  ]);
}

/**
 * The first part of a request's path: a data stream, or those of a question, separated by commas. Clients send a comma
 * as it is or percent-encoded. A role that may read some of a question's logs may ask about these together.
 */
function targetsOf(environment: string, logs: readonly LogId[]): readonly string[] {
  const together = QUESTIONS.map((question) => question.logs.filter((log) => logs.includes(log)))
    .filter(({ length }) => length > 1)
    .flatMap((several) => {
      const dataStreams = dataStreamNames(environment, several);
      return [dataStreams.join(","), dataStreams.join("%2C")];
    });
  return [...new Set([...dataStreamNames(environment, logs), ...together])];
}
