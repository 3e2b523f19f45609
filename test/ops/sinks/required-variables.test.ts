import { requiredVariables } from "../../../ops/sinks/required-variables";

const KEYS = { DD_API_KEY: "an API key", DD_APP_KEY: "an application key" };

test("the values are returned by the names of their variables", () => {
  expect(requiredVariables("Datadog", { DD_API_KEY: "a", DD_APP_KEY: "b", OTHER: "c" }, KEYS)).toEqual({
    DD_API_KEY: "a",
    DD_APP_KEY: "b",
  });
});

test("every variable that is missing is named with what it must be", () => {
  expect(() => requiredVariables("Datadog", { DD_APP_KEY: "" }, KEYS)).toThrow(
    "Datadog cannot be read: DD_API_KEY is not set; set it to an API key; DD_APP_KEY is not set; set it to an " +
      "application key (docs/reading-sinks.md describes where to create it)",
  );
});

test.each(["made up", "made\nup", "mäde-up"])("the value %j is not accepted, and not repeated", (value) => {
  const read = () => requiredVariables("Datadog", { DD_API_KEY: value, DD_APP_KEY: "b" }, KEYS);
  expect(read).toThrow(
    /DD_API_KEY contains white space or a character that is not ASCII, expected an API key/,
  );
  expect(read).not.toThrow(value);
});
