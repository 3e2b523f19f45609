/** One step, with its title on the screen. */
export interface Step {
  readonly title: string;
  /** The log file that shows why the step failed. */
  readonly logFile: string;
  readonly run: () => Promise<void>;
}

/** Steps that run one after the other. */
export interface StartupTask {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Runs tasks concurrently; rejects with the first failure. */
export type RunTasks = (tasks: readonly StartupTask[]) => Promise<void>;

/** Runs tasks without output. */
export const runTasksSilently: RunTasks = async (tasks) => {
  await Promise.all(
    tasks.map(async ({ steps }) => {
      for (const { run } of steps) await run();
    }),
  );
};

/** Runs tasks and prints a line when a step starts and when it ends. */
export function runTasksAsLines(print: (line: string) => void): RunTasks {
  return (tasks) =>
    runTasksSilently(
      tasks.map((task) =>
        mapSteps(task, ({ title, run }) => async () => {
          const name = stepName(task.title, title);
          const start = performance.now();
          const seconds = () => ((performance.now() - start) / 1_000).toFixed(1);
          print(`❯ ${name}`);
          await run().catch((error: unknown) => {
            print(`✘ ${name} [${seconds()} s]`);
            throw error;
          });
          print(`✔ ${name} [${seconds()} s]`);
        }),
      ),
    );
}

/** The same task, whose steps fail with an error that names the step and its log file. */
export function withNamedFailures(task: StartupTask): StartupTask {
  return mapSteps(task, ({ title, logFile, run }) => async () => {
    try {
      await run();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const log = reason.includes(logFile) ? "" : `\n\nthe log file of this step: ${logFile}`;
      throw new Error(`the step "${stepName(task.title, title)}" failed: ${reason}${log}`, { cause: error });
    }
  });
}

function mapSteps(task: StartupTask, runOf: (step: Step) => Step["run"]): StartupTask {
  return { ...task, steps: task.steps.map((step) => ({ ...step, run: runOf(step) })) };
}

function stepName(task: string, step: string): string {
  return `${task}: ${step}`;
}
