import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type { Authentication } from "../../config/schema";
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
    const dataStreams = this.dataStreams.map((name) => `${domainArn}/${name}`);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["es:ESHttpPost"],
        resources: [`${domainArn}/_bulk`, ...dataStreams.map((path) => `${path}/_search`)],
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["es:ESHttpGet"],
        resources: dataStreams.map((path) => `${path}/_settings/index.creation_date`),
      }),
    );
  }

  /** Lets a function write the search content of the engine. */
  grantManage(role: iam.Role): void {
    this.grantSignIn(role);
    if (this.domainArn === undefined) return;
    const anyPath = `${this.domainArn}/*`;
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"],
        resources: [anyPath],
      }),
    );
    acknowledge(role, [
      {
        ids: [wildcardFindingId(role, anyPath)],
        reason:
          "this function administers the one domain of the resource: it writes roles, templates, policies and data " +
          "streams; it may not delete, and no other role has this grant",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
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
