import {
  runTasksAsLines,
  runTasksSilently,
  type StartupTask,
  withNamedFailures,
} from "../../../local/startup/run-tasks";

const LOG = { logFile: "/run/step.log" };

test("steps of a task run sequentially, and tasks run concurrently", async () => {
  const order: string[] = [];
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const tasks: StartupTask[] = [
    {
      title: "waits",
      steps: [
        { ...LOG, title: "first", run: () => gate.then(() => void order.push("a1")) },
        { ...LOG, title: "second", run: () => Promise.resolve(void order.push("a2")) },
      ],
    },
    {
      title: "lets go",
      steps: [
        { ...LOG, title: "first", run: () => Promise.resolve(void order.push("b1")) },
        { ...LOG, title: "second", run: () => Promise.resolve().then(release) },
      ],
    },
  ];
  await runTasksSilently(tasks);
  expect(order).toEqual(["b1", "a1", "a2"]);
});

test("a failing step ends its task with the error of the step", async () => {
  const after = jest.fn(() => Promise.resolve());
  const failing = { ...LOG, title: "fails", run: () => Promise.reject(new Error("no disk")) };
  const work = runTasksSilently([
    { title: "branch", steps: [failing, { ...LOG, title: "after", run: after }] },
  ]);
  await expect(work).rejects.toThrow("no disk");
  expect(after).not.toHaveBeenCalled();
});

test("without a terminal, each step is a line that names its task", async () => {
  const lines: string[] = [];
  const done = { ...LOG, title: "start it", run: () => Promise.resolve() };
  const failing = { ...LOG, title: "use it", run: () => Promise.reject(new Error("no disk")) };
  const work = runTasksAsLines((line) => lines.push(line))([{ title: "Emulator", steps: [done, failing] }]);
  await expect(work).rejects.toThrow("no disk");
  expect(lines.map((line) => line.replace(/[\d.]+ s/, "0 s"))).toEqual([
    "❯ Emulator: start it",
    "✔ Emulator: start it [0 s]",
    "❯ Emulator: use it",
    "✘ Emulator: use it [0 s]",
  ]);
});

test.each([
  ["no disk", "no disk\n\nthe log file of this step: /run/step.log"],
  ["it ended; the end of /run/step.log: no disk", "it ended; the end of /run/step.log: no disk"],
])("the failure %j names the step and its log file once", async (reason, expected) => {
  const failing = { ...LOG, title: "use it", run: () => Promise.reject(new Error(reason)) };
  await expect(
    runTasksSilently([withNamedFailures({ title: "Emulator", steps: [failing] })]),
  ).rejects.toMatchObject({ message: `the step "Emulator: use it" failed: ${expected}` });
});
