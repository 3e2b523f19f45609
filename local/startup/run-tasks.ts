/** One thing to do, under its title on the screen. */
export interface Step {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** Steps that need each other, one after the other. */
export interface StartupTask {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Runs branches side by side; it rejects with the first failure. */
export type RunTasks = (tasks: readonly StartupTask[]) => Promise<void>;

/** Runs branches and shows nothing. */
export const runTasksSilently: RunTasks = async (tasks) => {
  await Promise.all(
    tasks.map(async ({ steps }) => {
      for (const { run } of steps) await run();
    }),
  );
};
