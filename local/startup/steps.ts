/** One thing to do, under its title on the screen. */
export interface Step {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** Steps that need each other, one after the other. */
export interface Branch {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Runs branches side by side; it rejects with the first failure. */
export type RunBranches = (branches: readonly Branch[]) => Promise<void>;

/** Runs branches and shows nothing. */
export const runQuietly: RunBranches = async (branches) => {
  await Promise.all(
    branches.map(async ({ steps }) => {
      for (const { run } of steps) await run();
    }),
  );
};
