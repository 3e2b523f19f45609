export type { AwsClientConfig } from "./aws-client";
export { confirm, type ConfirmOptions } from "./confirm";
export { type Colors, colorsFor, hasColors } from "./colors";
export type { CommandContext } from "./context";
export {
  type CommandFunction,
  type CommandResult,
  environmentCommand,
  formatExamples,
  formatExitCodes,
} from "./environment-command";
export { EXIT_CODES, type ExitCode } from "./exit-codes";
export { explainError } from "./explain-error";
export { givenCertificates, givenUrl } from "./given-address";
export { untilInterrupted } from "./interruption";
export type { Io } from "./io";
export { knownName } from "./known-name";
export { OperatorError } from "./operator-error";
export { exitOnOutputError } from "./output-errors";
export { printable, printableLine } from "./printable";
export { parseDuration, parseTime } from "./parse-time";
export { requireCheckout } from "./require-checkout";
export { createProgram, runProgram } from "./program";
