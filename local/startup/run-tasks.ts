/** One step, with its title on the screen. */
export interface Step {
  readonly title: string;
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
