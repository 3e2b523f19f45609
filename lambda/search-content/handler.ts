import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { CloudFormationCustomResourceEvent, Context } from "aws-lambda";
import type { EnvironmentVariables } from "../shared/environment-variables";
import { searchAuthentication } from "../shared/search-authentication";
import { createSearchClient } from "../shared/search-client";
import { secretReader } from "../shared/secrets";
import { answerTo } from "./answer";
import type { Deadline } from "./deadline";
import { type Engine, openEngine } from "./engine";
import { SENDING_MS, sendAnswer } from "./send-answer";
import { serve } from "./serve";
import { parseSettings } from "./settings";

const logger = new Logger({ serviceName: "search-content" });

/** Answers a request of CloudFormation's custom resource, whatever happens, and in time. */
export async function handler(request: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  logger.addContext(context);
  logger.appendKeys({ requestType: request.RequestType, stackId: request.StackId });

  const deadline: Deadline = { remainingMs: () => context.getRemainingTimeInMillis() - SENDING_MS, sleep };
  const { physicalResourceId, outcome } = await serve(request, () => connect(process.env, deadline), logger);
  await sendAnswer(request.ResponseURL, answerTo(request, physicalResourceId, outcome), sleep);
}

/** The environment is read here and not before: a function that fails at its start never answers. */
async function connect(variables: EnvironmentVariables, deadline: Deadline): Promise<Engine> {
  const { endpoints, authentication: settings } = parseSettings(variables);
  const authentication = await searchAuthentication(settings, secretReader(new SecretsManagerClient()));
  return openEngine(createSearchClient({ endpoints, authentication }), deadline);
}
