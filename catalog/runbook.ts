/** Where the articles are, relative to the root of the repository. */
const RUNBOOK_PATH = "docs/runbook.md";

const INTRODUCTION = "What to do: ";

/**
 * Where people read the article of an alarm or of a tamper alert: a URL, or without one the path in the repository.
 *
 * @param runbookUrl the setting `alarms.runbookUrl`
 */
export function runbookAddress(id: string, runbookUrl: string = RUNBOOK_PATH): string {
  return `${runbookUrl}#${id}`;
}

/** The end of the description of an alarm, and of the message of a tamper alert. */
export function whatToDo(id: string, runbookUrl: string | undefined): string {
  return `${INTRODUCTION}${runbookAddress(id, runbookUrl)}`;
}

/** The URL in a text that ends with `whatToDo`; undefined if it ends with a path, or with anything else. */
export function runbookUrlIn(text: string): string | undefined {
  return new RegExp(`${INTRODUCTION}(https?://\\S+)$`).exec(text)?.[1];
}
