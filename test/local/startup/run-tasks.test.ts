import { type StartupTask, runTasksSilently } from "../../../local/startup/run-tasks";

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
        { title: "first", run: () => gate.then(() => void order.push("a1")) },
        { title: "second", run: () => Promise.resolve(void order.push("a2")) },
      ],
    },
    {
      title: "lets go",
      steps: [
        { title: "first", run: () => Promise.resolve(void order.push("b1")) },
        { title: "second", run: () => Promise.resolve().then(release) },
      ],
    },
  ];
  await runTasksSilently(tasks);
  expect(order).toEqual(["b1", "a1", "a2"]);
});

test("a failing step ends its task with the error of the step", async () => {
  const after = jest.fn(() => Promise.resolve());
  const failing = { title: "fails", run: () => Promise.reject(new Error("no disk")) };
  const work = runTasksSilently([{ title: "branch", steps: [failing, { title: "after", run: after }] }]);
  await expect(work).rejects.toThrow("no disk");
  expect(after).not.toHaveBeenCalled();
});
