import { poll } from "../../../ops/smoke/poll";

const { signal } = new AbortController();

test("a complete answer ends the polling at once", async () => {
  const answers = [3, 2, 1];
  const ask = () => Promise.resolve(answers.pop());
  expect(await poll(ask, (answer) => answer === 1, { deadline: Date.now() + 60_000, signal })).toBe(1);
  expect(answers).toEqual([3, 2]);
});

test("after the deadline, the last answer is returned", async () => {
  expect(
    await poll(
      () => Promise.resolve(7),
      () => false,
      { deadline: Date.now() - 1, signal },
    ),
  ).toBe(7);
});

test("an interruption ends the pause", async () => {
  const controller = new AbortController();
  const ask = () => {
    controller.abort();
    return Promise.resolve(0);
  };
  const answer = poll(ask, () => false, { deadline: Date.now() + 60_000, signal: controller.signal });
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
});
