import { Listr, type ListrTask, PRESET_TIMER } from "listr2";
import type { RunTasks, Step } from "./run-tasks";

/** Runs startup tasks and shows their steps live on the terminal, each with its duration. */
export const runTasksWithProgress: RunTasks = async (tasks) => {
  let failure: unknown;
  const toTask = ({ title, run }: Step): ListrTask => ({
    title,
    task: async () => {
      try {
        await run();
      } catch (error) {
        failure ??= error;
        // The title line has no room for a remedy and the end of a log file.
        throw new Error("failed", { cause: error });
      }
    },
  });
  const listrTasks = tasks
    .filter(({ steps }) => steps.length > 0)
    .map(({ title, steps }): ListrTask => ({
      title,
      task: (_, task) => task.newListr(steps.map(toTask), { concurrent: false }),
    }));
  try {
    await new Listr(listrTasks, {
      concurrent: true,
      // The main program handles Ctrl-C.
      registerSignalListeners: false,
      renderer: "default",
      rendererOptions: {
        timer: { ...PRESET_TIMER, condition: true },
        collapseSubtasks: false,
        showErrorMessage: false,
      },
    }).run();
  } catch (error) {
    throw failure ?? error;
  }
};
