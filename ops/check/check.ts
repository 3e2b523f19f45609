import type { Association } from "@aws-sdk/client-ssm";
import type { EnvironmentConfig } from "../../config";
import type { EngineClient } from "../../lambda/search-content/engine-client";
import type { CommandContext } from "../cli";
import type { CheckId } from "./check-ids";
import type { ItemId } from "./checklist";
import type { Outcome } from "./outcome";

/** What a check works with. */
export interface CheckContext extends Pick<CommandContext, "config" | "aws" | "io"> {
  /** The AWS account of the credentials. */
  readonly account: string;
  /** The search engine of the environment. @throws OperatorError if its address cannot be found */
  readonly engine: () => Promise<EngineClient>;
  /** The State Manager associations of the region; several checks read them. */
  readonly associations: () => Promise<readonly Association[]>;
}

/** One property of a deployment, and how it is verified. */
export interface Check {
  readonly id: CheckId;
  readonly item: ItemId;
  /** The property, as a statement. */
  readonly title: string;
  /**
   * Whether an environment can have the property.
   * @default - every environment
   */
  readonly appliesTo?: (config: EnvironmentConfig) => boolean;
  /** Changes nothing. An error that it throws makes the property not verifiable. */
  run(context: CheckContext): Outcome | Promise<Outcome>;
}
