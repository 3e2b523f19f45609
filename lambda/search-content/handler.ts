import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { CloudFormationCustomResourceEvent, Context } from "aws-lambda";
import { searchAuthentication } from "../shared/search-authentication";
import { createSearchClient } from "../shared/search-client";
import { secretReader } from "../shared/secrets";
import { answerTo } from "./answer";
import type { Clock } from "./clock";
import { type Engine, openEngine } from "./engine";
import { SENDING_MS, sendAnswer } from "./send-answer";
import { serve } from "./serve";
import type { SearchContentEnvironment } from "./settings";

const logger = new Logger({ serviceName: "search-content" });

/** Answers a request of CloudFormation's custom resource, whatever happens, and in time. */
export async function handler(request: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  logger.addContext(context);
  logger.appendKeys({ requestType: request.RequestType, stackId: request.StackId });

  const clock: Clock = { remainingMs: () => context.getRemainingTimeInMillis() - SENDING_MS, sleep };
  const { physicalResourceId, outcome } = await serve(request, () => connect(process.env, clock), logger);
  await sendAnswer(request.ResponseURL, answerTo(request, physicalResourceId, outcome), sleep);
}

/** The environment is read here and not before: a function that fails at its start never answers. */
async function connect(environment: Partial<SearchContentEnvironment>, clock: Clock): Promise<Engine> {
  const { OPENSEARCH_ENDPOINTS: endpoints } = environment;
  if (!endpoints) throw new Error("OPENSEARCH_ENDPOINTS is not set, expected one or more https addresses");
  const authentication = await searchAuthentication(environment, secretReader(new SecretsManagerClient()));
  return openEngine(createSearchClient({ endpoints: endpoints.split(","), authentication }), clock);
}
