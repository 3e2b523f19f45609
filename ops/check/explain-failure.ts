import { EngineError } from "../../lambda/search-content/engine-error";
import { explainError, OperatorError } from "../cli";
import { notVerifiable, type Outcome } from "./outcome";

const DENIED = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AccessDeniedError",
  "UnauthorizedOperation",
  "AuthorizationError",
  "AuthorizationErrorException",
]);
/** IAM names the action in its message, and the security plugin of the engine the permission. */
const MISSING_ACTION =
  /not authorized to perform: (?<action>[\w-]+:\w+)|no permissions for \[(?<permission>[^\]]+)\]/;
/** What an AWS emulator answers to an action that it does not have. */
const UNKNOWN_ACTION = /^(?:Unknown|Unsupported) (?:action|operation)/i;

/** Whether an AWS emulator answers that it does not have the action. */
export function isUnknownAction(error: unknown): boolean {
  return error instanceof Error && UNKNOWN_ACTION.test(error.message);
}

/** In a domain, only the function that writes the search content has the rights of an administrator. */
const ADMINISTRATOR =
  "use credentials of an administrator of the engine: see docs/runbook.md, Administer the search domain";

/** The outcome of a check that threw an error: the property is not verifiable, and why. */
export function explainFailure(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : "";
  const { action, permission } = MISSING_ACTION.exec(message)?.groups ?? {};
  if (action !== undefined)
    return notVerifiable(`${action} is denied`, `allow ${action} for the role of this session`);
  if (permission !== undefined) return notVerifiable(`the search engine denies ${permission}`, ADMINISTRATOR);
  if (DENIED.has(name)) return notVerifiable(message, "allow this action for the role of this session");
  if (isUnknownAction(error))
    return notVerifiable(
      `AWS_ENDPOINT_URL leads to an emulator that cannot tell: ${message}`,
      "check an environment on AWS",
    );
  if (error instanceof EngineError) return notVerifiable(message, engineRemedy(error));
  if (error instanceof OperatorError) return notVerifiable(message, "fix this, then check again");
  return notVerifiable(explainError(error), "fix this, then check again");
}

function engineRemedy({ status }: EngineError): string {
  if (status === undefined)
    return "check the network and OPENSEARCH_CA_FILE; for a domain in a VPC, open a tunnel and use --tunnel host:port";
  if (status === 401 || status === 403) return ADMINISTRATOR;
  return "read the error of the search engine, then check again";
}
