import { Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type { Construct } from "constructs";
import { TAMPER_ALERTS } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { createTamperRules, type TamperRulesProps } from "../monitoring/tamper-rules";
import type { SearchNetwork } from "../search/search-network";
import { Bastion } from "./bastion";
import { bastionMatchers } from "./bastion-matchers";
import { SessionLog } from "./session-log";
import { createTunnelDocument } from "./tunnel-document";

export interface BastionStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  /** The environment's key. */
  readonly key: kms.IKey;
  readonly domain: opensearch.IDomain;
  readonly network: SearchNetwork;
}

/**
 * The people's way to a domain in a VPC: an instance without inbound access, the SSM document of a session that forwards
 * a port to the domain, the log of who started a session, and the alert about any other use of the instance.
 */
export class BastionStack extends Stack {
  private readonly bastion: Bastion;
  private readonly config: EnvironmentConfig;

  constructor(scope: Construct, id: string, props: BastionStackProps) {
    const { config, key, domain, network, ...stackProps } = props;
    super(scope, id, stackProps);

    this.config = config;
    this.bastion = new Bastion(this, "Bastion", { config, key, network });
    createTunnelDocument(this, "TunnelDocument", config.environment, domain);
    new SessionLog(this, "SessionLog", { config, key, instanceId: this.bastion.instanceId });
  }

  /**
   * The rules are in this stack, and not with those of the other alerts: a new image replaces the instance, and then no
   * other stack changes.
   */
  pageOnOtherUse(targets: Pick<TamperRulesProps, "pages" | "undelivered">): void {
    const { environment } = this.config;
    for (const alert of TAMPER_ALERTS.filter(({ id }) => id === "bastion-entered"))
      createTamperRules(this, alert, {
        ...targets,
        config: this.config,
        matchers: bastionMatchers(this, environment, this.bastion.instanceId),
        retentions: [],
      });
  }
}
