import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { dataStreamName, type LogId, searchDomainName } from "../../catalog";

/** The last part of a request's path: a search, or a search template. */
const SEARCH_PATHS = ["_search", "_search/template"];

/**
 * Lets a role search the data streams of some logs in an environment's domain. IAM checks the path of a request, not
 * its body, so each data stream has its own resource. A request with an index pattern has another path, which IAM
 * denies.
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
