import { Fn, Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type { Construct } from "constructs";
import { dataStreamName, type Log, LOGS } from "../../catalog";
import type { DomainConfig, EnvironmentConfig } from "../../config/schema";
import { CreatedNetwork } from "./created-network";
import { SearchDomain } from "./domain";
import { ExistingNetwork } from "./existing-network";
import { type ExternalConfig, createExternalEngine } from "./external-engine";
import { SearchContent } from "./search-content";
import { SearchEngine } from "./search-engine";
import type { SearchNetwork } from "./search-network";

export interface SearchStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  /** The environment's key. */
  readonly key: kms.IKey;
}

/** The search engine of an environment and its search content. */
export class SearchStack extends Stack {
  /** The search engine that functions call. */
  readonly engine: SearchEngine;
  /** Undefined if the engine is an external cluster. */
  readonly domain: opensearch.IDomain | undefined;
  /** Undefined if the engine is an external cluster, or has a public endpoint. */
  readonly network: SearchNetwork | undefined;

  /** @throws Error if the environment has no search engine: CloudFormation rejects a stack without resources */
  constructor(scope: Construct, id: string, { config, key, ...props }: SearchStackProps) {
    super(scope, id, props);

    const { search } = config;
    switch (search.kind) {
      case "domain":
        ({
          domain: this.domain,
          engine: this.engine,
          network: this.network,
        } = this.createDomain(config, search, key));
        break;
      case "external":
        this.engine = this.connectExternalCluster(config, search, key);
        break;
      case "none":
        throw new Error(
          `search is none in ${config.environment}, so ${this.node.path} would be empty; create no search stack`,
        );
    }
  }

  /**
   * The Availability Zones of the account at deployment. Synthesis therefore needs no account, and its result is the
   * same everywhere.
   */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
  }

  private createDomain(config: EnvironmentConfig, search: DomainConfig, key: kms.IKey) {
    const { authentication } = search;
    const network = this.createNetwork(config, search, key);
    const content = new SearchContent(this, "Content", { config, key, network });
    const { domain, domainArn } = new SearchDomain(this, "Search", {
      config,
      search,
      key,
      administrator: content.role,
      network,
    });
    const engine = new SearchEngine({
      endpoints: [`https://${domain.domainEndpoint}`],
      authentication,
      domainArn,
      dataStreams: dataStreamsOf(config),
      allowPrivateAddresses: config.forwarding.allowPrivateAddresses,
      network,
    });
    content.applyTo(engine);
    return { domain, engine, network };
  }

  /** Undefined if the domain has a public endpoint. */
  private createNetwork(
    config: EnvironmentConfig,
    { network, availabilityZones }: DomainConfig,
    key: kms.IKey,
  ): SearchNetwork | undefined {
    switch (network.kind) {
      case "public":
        return undefined;
      case "vpc":
        return new CreatedNetwork(this, "Network", { config, network, availabilityZones, key });
      case "existing-vpc":
        return new ExistingNetwork(this, "Network", { network });
    }
  }

  private connectExternalCluster(
    config: EnvironmentConfig,
    search: ExternalConfig,
    key: kms.IKey,
  ): SearchEngine {
    const engine = createExternalEngine(this, search, {
      dataStreams: dataStreamsOf(config),
      allowPrivateAddresses: config.forwarding.allowPrivateAddresses,
    });
    new SearchContent(this, "Content", { config, key }).applyTo(engine);
    return engine;
  }
}

/** The data streams of the logs that the catalogue sends to the search engine. */
function dataStreamsOf({ environment }: EnvironmentConfig): string[] {
  return LOGS.filter(({ destinations }: Log) => destinations.includes("opensearch")).map(({ id }) =>
    dataStreamName(environment, id),
  );
}
