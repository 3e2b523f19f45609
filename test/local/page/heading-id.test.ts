import { headingId } from "../../../local/page/heading-id";

test.each([
  ["Errors by type", "errors-by-type"],
  ["5xx rate by route", "5xx-rate-by-route"],
  ["How a sink's answer is handled", "how-a-sinks-answer-is-handled"],
  ["`LOG_LEVEL`: the level", "log_level-the-level"],
  ["Größe", "größe"],
])("the heading %s has the id %s", (heading, id) => {
  expect(headingId(heading)).toBe(id);
});
