import { bars, sparkline } from "../../../ops/query/bars";

test("a bar is as long as its value, and the greatest fills the width", () => {
  expect(
    bars(
      [
        ["/stock", 200],
        ["/orders/{id}", 50],
      ],
      38,
    ),
  ).toEqual(["/stock        200  ███████████████████", "/orders/{id}   50  ████▊"]);
});

test("a value of zero has no bar", () => {
  expect(bars([["/stock", 0]], 40)).toEqual(["/stock  0"]);
});

test("a sparkline rises from zero to the greatest value", () => {
  expect(sparkline([0, 1, 2, 4, 7])).toBe("▁▂▃▅█");
});

test("a sparkline without any value is flat", () => {
  expect(sparkline([0, 0])).toBe("▁▁");
});
