import fc from "fast-check";
import {
  type ConsoleValue,
  decodeConsoleValue,
  encodeConsoleValue,
} from "../../../../lambda/notification/links/console-text";
import {
  alarmLink,
  decodeInsightsLink,
  insightsLink,
} from "../../../../lambda/notification/links/insights-link";

const { value } = fc.letrec<{ value: ConsoleValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1, unit: "binary" }), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

test("a value of the console is what its text is decoded to", () => {
  fc.assert(
    fc.property(value, (each) => {
      expect(decodeConsoleValue(encodeConsoleValue(each))).toEqual(each);
    }),
  );
});

test.each([
  [{ end: 0, tz: "UTC" }, "~(end~0~tz~'UTC)"],
  [["/a/b", "c"], "~(~'*2fa*2fb~'c)"],
  ['a = "b" | ~\'(é)€!', "~'a*20*3d*20*22b*22*20*7c*20*7e*27*28*e9*29**20ac*21"],
  [[], "~(~)"],
] satisfies readonly (readonly [ConsoleValue, string])[])("the console writes %j as %s", (given, text) => {
  expect(encodeConsoleValue(given)).toBe(text);
});

test.each(["", "~", "~(a~1", "~'a)", "(a~1)"])("%j is rejected with the place of the error", (text) => {
  expect(() => decodeConsoleValue(text)).toThrow(/not a (value|literal) of the CloudWatch console/);
});

test("a link to Logs Insights has the form that the console writes", () => {
  const url = insightsLink({
    region: "eu-west-1",
    logGroupNames: ["/inventorysync/test/application"],
    query: 'filter level = "ERROR"',
    from: Date.UTC(2026, 0, 2),
    to: Date.UTC(2026, 0, 3),
  });
  expect(url).toBe(
    "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights" +
      "$3FqueryDetail$3D$257E$2528end$257E$25272026-01-03T00$252A3a00$252A3a00.000Z$257Estart$257E$25272026-01-02T00$252A3a00$252A3a00.000Z" +
      "$257EtimeType$257E$2527ABSOLUTE$257Etz$257E$2527UTC$257EeditorString$257E$2527filter$252A20level$252A20$252A3d$252A20$252A22ERROR$252A22" +
      "$257Esource$257E$2528$257E$2527$252A2finventorysync$252A2ftest$252A2fapplication$2529$2529",
  );
});

test("a link to Logs Insights contains the query whatever its text", () => {
  const time = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.array(fc.string()),
      time,
      time,
      (query, logGroupNames, from, to) => {
        const link = { region: "us-east-1", logGroupNames, query, from, to };
        const url = insightsLink(link);
        expect(url).toMatch(/^[\w:/.?=#$%-]+$/);
        expect(decodeInsightsLink(url)).toEqual(link);
      },
    ),
  );
});

test("a link to an alarm names it", () => {
  expect(alarmLink("us-east-1", "inventorysync-test-error-spike")).toBe(
    "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/inventorysync-test-error-spike",
  );
});
