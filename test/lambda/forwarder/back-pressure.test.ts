import { createBackPressure } from "../../../lambda/forwarder/back-pressure";

function settleable() {
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { settled, settle };
}

test("there is room until the pieces reach the size together", () => {
  const { add, isFull } = createBackPressure(10);
  add(9, settleable().settled);
  expect(isFull()).toBe(false);
  add(1, settleable().settled);
  expect(isFull()).toBe(true);
});

test("a waiting piece has room as soon as those that are not settled are below the size", async () => {
  const { add, isFull, room } = createBackPressure(10);
  const [one, other] = [settleable(), settleable()];
  add(8, one.settled);
  add(12, other.settled);
  let hasRoom = false;
  const waiting = room().then(() => {
    hasRoom = true;
  });
  one.settle();
  await new Promise(setImmediate);
  expect(hasRoom).toBe(false);
  other.settle();
  await waiting;
  expect(isFull()).toBe(false);
});

test("nothing waits where there is room", async () => {
  await expect(createBackPressure(1).room()).resolves.toBeUndefined();
});
