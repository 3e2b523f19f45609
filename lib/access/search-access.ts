import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { dataStreamName, type LogId, searchDomainName } from "../../catalog";

/** What follows the name of a data stream: a search of one's own, or a saved query by its name. */
const SEARCH_PATHS = ["_search", "_search/template"];

/**
 * Lets a role search the data streams of some logs in an environment's domain. IAM sees the path of a request and
 * nothing of its body, so each data stream is named: a pattern would be another path, which is refused.
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
      resources: logs
        .map((log) => `${domain}/${dataStreamName(environment, log)}`)
        .flatMap((dataStream) => SEARCH_PATHS.map((search) => `${dataStream}/${search}`)),
    }),
  );
}
