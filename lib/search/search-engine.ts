import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type { Authentication } from "../../config/schema";
import type { SearchEngineVariables } from "../../lambda/shared/search-engine-variables";
import { acknowledge, wildcardFindingId } from "../compliance";
import type { FunctionNetwork } from "../functions/function-network";

export interface SearchEngineProps {
  /** One or more https addresses of the same engine. */
  readonly endpoints: readonly string[];
  readonly authentication: Authentication;
  /** The domain it is, where IAM decides who may send it requests. */
  readonly domainArn?: string | undefined;
  /** Names of the data streams that records go to. */
  readonly dataStreams: readonly string[];
  /** Where a function must stand to reach it. */
  readonly network?: FunctionNetwork | undefined;
}

/** The search engine as a function sees it: where it is, how to sign in, and what its role must be granted for that. */
export class SearchEngine {
  /** The environment variables of a function that talks to it. */
  readonly variables: SearchEngineVariables;
  readonly network: FunctionNetwork | undefined;
  private readonly domainArn: string | undefined;
  private readonly dataStreams: readonly string[];

  constructor(props: SearchEngineProps) {
    const { endpoints, authentication } = props;
    this.variables = {
      OPENSEARCH_ENDPOINTS: endpoints.join(","),
      OPENSEARCH_AUTHENTICATION: authentication.kind,
      ...("secretName" in authentication && { OPENSEARCH_SECRET_ID: authentication.secretName }),
    };
    this.network = props.network;
    this.domainArn = props.domainArn;
    this.dataStreams = props.dataStreams;
  }

  /**
   * Lets a function write documents, which is one request of one path; and, for an event that comes again after a data
   * stream began its next index, see when that was and whether an earlier index has the event.
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

  /** Lets a function bring the engine's roles, templates, policies, data streams and saved queries up to date. */
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
        id: wildcardFindingId(role, anyPath),
        reason:
          "paths of one domain, of which this function is the administrator: it writes roles, templates, policies and " +
          "data streams; it may not delete, and no other role has this grant",
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
 * Secrets Manager appends a hyphen and six characters to the name, which nobody knows beforehand.
 * Source: AWS Secrets Manager User Guide, "Permissions policy examples".
 */
function secretArn(role: iam.Role, secretName: string): string {
  return Stack.of(role).formatArn({
    service: "secretsmanager",
    resource: "secret",
    resourceName: `${secretName}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
