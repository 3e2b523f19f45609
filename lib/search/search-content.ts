import { CustomResource, Duration, Stack } from "aws-cdk-lib";
import type * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { deliveryFunctionNames, LOGS, type RoleName, roleName } from "../../catalog";
import {
  FUNCTION_MEMORY_MIB,
  reservedConcurrencyOf,
  retentionDaysOf,
  samlGroups,
  shardsOf,
} from "../../config";
import type { EnvironmentConfig } from "../../config/schema";
import { contentDigest } from "../../lambda/search-content/content-digest";
import type { SearchContentProperties } from "../../lambda/search-content/settings";
import type { FunctionNetwork } from "../functions/function-network";
import { NodeFunction } from "../functions/node-function";
import type { SearchEngine } from "./search-engine";

export interface SearchContentProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the function's log group. */
  readonly key: kms.IKey;
  /** @default - outside any VPC */
  readonly network?: FunctionNetwork | undefined;
}

/** A new domain needs minutes until it accepts its master user; the function waits for it. */
const TIMEOUT = Duration.minutes(5);
/** Without this limit, CloudFormation would wait one hour for a function that ended without a response. */
const SERVICE_TIMEOUT = TIMEOUT.plus(Duration.minutes(1));

/**
 * A custom resource that writes the search content into a search engine: roles, templates, an ingest pipeline, Index
 * State Management policies, data streams and search templates.
 */
export class SearchContent extends Construct {
  /** The administrator of the engine. This role exists before the domain, because it is the domain's master user. */
  readonly role: iam.Role;
  private readonly config: EnvironmentConfig;
  private readonly fn: NodeFunction;

  constructor(scope: Construct, id: string, { config, key, network }: SearchContentProps) {
    super(scope, id);

    this.config = config;
    this.fn = new NodeFunction(this, "Function", {
      source: "search-content",
      name: "search-content",
      description: `writes the search content of ${config.environment} that the catalogue defines`,
      config,
      key,
      timeout: TIMEOUT,
      memoryMiB: FUNCTION_MEMORY_MIB.searchContent,
      variables: {},
      reservedConcurrency: reservedConcurrencyOf(config, "search-content"),
      failureHandling: "deployment",
      network,
    });
    this.role = this.fn.role;
  }

  /**
   * Writes the search content into an engine, on this deployment and on each one that changes the content or the
   * engine.
   */
  applyTo(engine: SearchEngine): CustomResource {
    engine.grantManage(this.role, this.config.environment);
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
      ...shardsOf(config.search),
      writers: this.roleArns(...deliveryFunctionNames("opensearch")),
      // The engine maps groups of people and ARNs of roles alike, as backend roles.
      readers: [...this.roleArns("reader"), ...samlGroups(config.search, "readers")],
      auditors: [...this.roleArns("auditor"), ...samlGroups(config.search, "auditors")],
      contentDigest: contentDigest(config.environment),
    };
  }

  /** By name, because CloudFormation creates the stacks of these roles later. */
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
