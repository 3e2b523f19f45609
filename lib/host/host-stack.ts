import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { EnvironmentConfig } from "../../config";
import { HostGroupFiles } from "./host-group-files";

export interface HostStackProps extends StackProps {
  readonly config: EnvironmentConfig;
}

/** What Systems Manager installs on the hosts of an environment. It depends on no other stack. */
export class HostStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: HostStackProps) {
    super(scope, id, props);

    for (const hostGroup of Object.keys(config.hosts))
      new HostGroupFiles(this, hostGroup, { config, hostGroup });
  }
}
