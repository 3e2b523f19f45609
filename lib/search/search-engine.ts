import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type { Authentication } from "../../config/schema";
import { requestPaths } from "../../lambda/search-content/request-paths";
import type { SearchEngineVariables } from "../../lambda/shared/search-engine-variables";
import { acknowledge, wildcardFindingId } from "../compliance";
import type { FunctionNetwork } from "../functions/function-network";

export interface SearchEngineProps {
  /** One or more https URLs of the same engine. */
  readonly endpoints: readonly string[];
  readonly authentication: Authentication;
  /**
   * Whether the endpoints may be private addresses.
   * @default false
   */
  readonly allowPrivateAddresses?: boolean;
  /** ARN of the domain, if IAM authorizes the requests. */
  readonly domainArn?: string | undefined;
  /** Names of the data streams that receive log records. */
  readonly dataStreams: readonly string[];
  /** The network from which a function can reach it. */
  readonly network?: FunctionNetwork | undefined;
}

/** A function's access to the search engine: endpoints, authentication, network and grants. */
export class SearchEngine {
  /** The environment variables of a function that calls it. */
  readonly variables: SearchEngineVariables;
  readonly network: FunctionNetwork | undefined;
  private readonly domainArn: string | undefined;
  private readonly dataStreams: readonly string[];

  constructor(props: SearchEngineProps) {
    const { endpoints, authentication, allowPrivateAddresses = false } = props;
    this.variables = {
      OPENSEARCH_ENDPOINTS: endpoints.join(","),
      OPENSEARCH_AUTHENTICATION: authentication.kind,
      ...("secretName" in authentication && { OPENSEARCH_SECRET_ID: authentication.secretName }),
      ...(allowPrivateAddresses && { ALLOW_PRIVATE_ADDRESSES: "true" }),
    };
    this.network = props.network;
    this.domainArn = props.domainArn;
    this.dataStreams = props.dataStreams;
  }

  /**
   * Lets a function write documents with the bulk API. If an event is retried after its data stream rolled over, the
   * function also reads when that was, and searches the earlier indexes for the event.
   */
  grantWrite(role: iam.Role): void {
    this.grantSignIn(role);
    const { domainArn } = this;
    if (domainArn === undefined) return;
    const dataStreams = this.dataStreams.map((name) => `/${name}`);
    allowRequests(role, domainArn, {
      POST: ["/_bulk", ...dataStreams.map((path) => `${path}/_search`)],
      GET: dataStreams.map((path) => `${path}/_settings/index.creation_date`),
    });
  }

  /** Lets a function write the search content of an environment. */
  grantManage(role: iam.Role, environment: string): void {
    this.grantSignIn(role);
    if (this.domainArn === undefined) return;
    const resources = allowRequests(role, this.domainArn, requestPaths(environment));
    acknowledge(
      role,
      resources
        .filter((resource) => resource.includes("*"))
        .map((resource) => ({
          ids: [wildcardFindingId(role, resource)],
          reason:
            "the objects of the search content have names that begin with the environment, and the engine numbers the " +
            "indices; the paths are those of the function's requests, of which none reads a record or deletes",
          owner: "security team",
          reviewBy: "2027-11-30",
        })),
    );
  }

  private grantSignIn(role: iam.Role): void {
    const { OPENSEARCH_SECRET_ID: secretName } = this.variables;
    if (secretName === undefined) return;
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["secretsmanager:GetSecretValue"],
        resources: [secretArn(role, secretName)],
      }),
    );
  }
}

/**
 * Allows requests to a domain. IAM compares the method and the path of a request, not its query or body.
 *
 * @returns the resources
 */
function allowRequests(
  role: iam.Role,
  domainArn: string,
  paths: Readonly<Partial<Record<keyof typeof ACTIONS, readonly string[]>>>,
): readonly string[] {
  return Object.entries(paths).flatMap(([method, allowed]) => {
    const resources = allowed.map((path) => `${domainArn}${path}`);
    role.addToPolicy(
      new iam.PolicyStatement({ actions: [ACTIONS[method as keyof typeof ACTIONS]], resources }),
    );
    return resources;
  });
}

const ACTIONS = { GET: "es:ESHttpGet", POST: "es:ESHttpPost", PUT: "es:ESHttpPut" } as const;

/**
 * Secrets Manager appends a hyphen and six random characters to the name. Source: AWS Secrets Manager User Guide,
 * "Permissions policy examples".
 */
function secretArn(role: iam.Role, secretName: string): string {
  return Stack.of(role).formatArn({
    service: "secretsmanager",
    resource: "secret",
    resourceName: `${secretName}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
