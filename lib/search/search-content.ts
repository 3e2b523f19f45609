import { CustomResource, Duration, Stack } from "aws-cdk-lib";
import type * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { deliveryFunctionNames, LOGS, type RoleName, roleName } from "../../catalog";
import type { EnvironmentConfig, SearchConfig } from "../../config/schema";
import { contentDigest } from "../../lambda/search-content/content-digest";
import type { SearchContentProperties } from "../../lambda/search-content/settings";
import type { FunctionNetwork } from "../functions/function-network";
import { NodeFunction } from "../functions/node-function";
import { retentionDaysOf } from "../storage/retention";
import type { SearchEngine } from "./search-engine";

export interface SearchContentProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the function's log group. */
  readonly key: kms.IKey;
  /** @default - the function stands outside any VPC */
  readonly network?: FunctionNetwork | undefined;
}

/** A new domain takes minutes to know its master user; the function waits for that itself. */
const TIMEOUT = Duration.minutes(5);
/** CloudFormation would wait an hour for a function that died without an answer. */
const SERVICE_TIMEOUT = TIMEOUT.plus(Duration.minutes(1));

/** What a search engine needs besides being there: roles, templates, policies, data streams and saved queries. */
export class SearchContent extends Construct {
  /** Administers the engine. It exists before the domain does, whose master user it is. */
  readonly role: iam.Role;
  private readonly config: EnvironmentConfig;
  private readonly fn: NodeFunction;

  constructor(scope: Construct, id: string, { config, key, network }: SearchContentProps) {
    super(scope, id);

    this.config = config;
    this.fn = new NodeFunction(this, "Function", {
      source: "search-content",
      description: `brings the search engine of ${config.environment} to what the catalogue says`,
      config,
      key,
      timeout: TIMEOUT,
      memoryMiB: 256,
      variables: {},
      network,
    });
    this.role = this.fn.role;
  }

  /** Brings an engine to what the catalogue says, now and whenever either changes. */
  applyTo(engine: SearchEngine): CustomResource {
    engine.grantManage(this.role);
    for (const [name, value] of Object.entries({ ...engine.variables }))
      this.fn.function.addEnvironment(name, value);
    return new CustomResource(this, "Content", {
      resourceType: "Custom::SearchContent",
      serviceToken: this.fn.function.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: { ...this.properties() },
    });
  }

  private properties(): SearchContentProperties {
    const { config } = this;
    return {
      environment: config.environment,
      retentionDays: Object.fromEntries(LOGS.map((log) => [log.id, retentionDaysOf(config, log)])),
      replicas: replicasOf(config.search),
      writers: this.roleArns(...deliveryFunctionNames("opensearch")),
      readers: this.roleArns("reader"),
      auditors: this.roleArns("auditor"),
      contentDigest: contentDigest(config.environment),
    };
  }

  /** By name, because the roles' own stacks come later. */
  private roleArns(...roles: readonly RoleName[]): string[] {
    return roles.map((role) =>
      Stack.of(this).formatArn({
        service: "iam",
        region: "",
        resource: "role",
        resourceName: roleName(this.config.environment, role),
      }),
    );
  }
}

/** A copy in every other zone, and at least one wherever there is a second node to hold it. */
export function replicasOf(search: SearchConfig): number {
  if (search.kind !== "domain") return 1;
  const { dataNodes, availabilityZones } = search;
  return Math.min(dataNodes.count, Math.max(availabilityZones, 2)) - 1;
}
