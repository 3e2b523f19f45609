import { answerOf } from "../../../../local/page/data";

test("the value of a component is its answer", async () => {
  expect(await answerOf("S3", () => Promise.resolve(7))).toEqual({ value: 7 });
});

test.each([
  ["rejects", () => Promise.reject(new Error("connect ECONNREFUSED"))],
  [
    "throws",
    () => {
      throw new Error("connect ECONNREFUSED");
    },
  ],
])("a component that %s is an error with its name", async (_, read) => {
  expect(await answerOf("S3", read)).toEqual({ error: "S3 does not answer: connect ECONNREFUSED" });
});

test("a component that never answers is an error after the timeout", async () => {
  jest.useFakeTimers();
  const answer = answerOf("S3", () => new Promise<never>(() => undefined), 3_000);
  await jest.advanceTimersByTimeAsync(3_000);
  expect(await answer).toEqual({ error: "S3 does not answer: it did not answer within 3 s" });
  jest.useRealTimers();
});
