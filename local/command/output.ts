import { runTasksAsLines, type RunTasks } from "../startup/run-tasks";
import { runTasksWithProgress } from "../startup/run-tasks-with-progress";

/** Where the command writes. */
export interface Output {
  /** A line for people: on standard output, or with `--json` on standard error. */
  readonly print: (line: string) => void;
  /** A JSON document of one line on standard output, with `--json` only. */
  readonly emit: (document: object) => void;
  readonly isJson: boolean;
  /** Whether people see the lines on a terminal. */
  readonly isTerminal: boolean;
  readonly runTasks: RunTasks;
}

export function createOutput({ json: isJson }: { readonly json: boolean }): Output {
  const stream = isJson ? process.stderr : process.stdout;
  const print = (line: string) => void stream.write(`${line}\n`);
  const isTerminal = stream.isTTY && !isJson;
  return {
    print,
    emit(document) {
      if (isJson) process.stdout.write(`${JSON.stringify(document)}\n`);
    },
    isJson,
    isTerminal,
    runTasks: isTerminal ? runTasksWithProgress : runTasksAsLines(print),
  };
}
