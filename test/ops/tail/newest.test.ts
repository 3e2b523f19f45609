import * as fc from "fast-check";
import { Newest } from "../../../ops/tail/newest";

test("the newest items remain, oldest first, and the others are counted", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(10), (timestamps, size) => {
      const newest = new Newest(size);
      for (const timestamp of timestamps) newest.add({ timestamp });
      const inOrder = timestamps.toSorted((one, other) => one - other);
      expect(newest.sorted().map(({ timestamp }) => timestamp)).toEqual(
        size === 0 ? [] : inOrder.slice(-size),
      );
      expect(newest.omitted).toBe(Math.max(0, timestamps.length - size));
    }),
  );
});
