import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { dataStreamName, type LogId, searchDomainName } from "../../catalog";
import { acknowledge, wildcardFindingId } from "../compliance";

/** The last part of a request's path: a search, or a search template. */
const SEARCH_PATHS = ["_search", "_search/template"];

/**
 * Lets a role search the data streams of some logs in an environment's domain, and open OpenSearch Dashboards. IAM checks
 * the path of a request, not its body, so each data stream has its own resource. A request with an index pattern has
 * another path, which IAM denies. Of a request through Dashboards, IAM sees only the path of Dashboards: the role of the
 * search engine decides what it may read.
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
  const dashboards = `${domain}/_dashboards/*`;
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ["es:ESHttpGet", "es:ESHttpPost"], resources: [dashboards] }),
  );
  acknowledge(role, [
    {
      id: wildcardFindingId(role, dashboards),
      reason:
        "OpenSearch Dashboards loads many paths below this one; fine-grained access control limits what the role reads " +
        "through it to the data streams above and to the objects of the global tenant, which it may not change",
    },
  ]);
}
