export type { AwsClientConfig } from "./aws-client";
export { confirm, type ConfirmOptions } from "./confirm";
export type { CommandContext } from "./context";
export {
  type CommandFunction,
  type CommandResult,
  environmentCommand,
  formatExamples,
  formatExitCodes,
} from "./environment-command";
export { EXIT_CODES } from "./exit-codes";
export { explainError } from "./explain-error";
export type { Io } from "./io";
export { OperatorError } from "./operator-error";
export { createProgram, runProgram } from "./program";
