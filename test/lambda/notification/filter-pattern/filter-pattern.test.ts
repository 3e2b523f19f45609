import fc from "fast-check";
import { parseFilterPattern } from "../../../../lambda/notification/filter-pattern/parse-pattern";
import { toInsights, toLucene } from "../../../../lambda/notification/filter-pattern/render-pattern";
import { evaluateInsights } from "../../../insights";

test.each([
  [
    '{ ($.level = "ERROR") || ($.level = "CRITICAL") }',
    'level = "ERROR" or level = "CRITICAL"',
    'level:"ERROR" OR level:"CRITICAL"',
  ],
  [
    '{ $.status >= 500 && ($.path = "/orders/*" || $.path != "/health") }',
    String.raw`status >= 500 and (path like /^\/orders\/.*$/ or path != "/health")`,
    String.raw`status:>=500 AND (path:\/orders\/* OR (*:* AND NOT path:"/health"))`,
  ],
  [
    "{ $.exception.type NOT EXISTS }",
    "not (ispresent(exception.type))",
    "(*:* AND NOT (_exists_:exception.type))",
  ],
  [
    "{ $.message = %time(d|\\s)out% }",
    String.raw`message like /time(d|\s)out/`,
    String.raw`message:/.*time(d|\s)out.*/`,
  ],
  ["{ $.level = %^[eE]rr$|^crit% }", "level like /^[eE]rr$|^crit/", "level:/[eE]rr|crit.*/"],
  [
    '?"CreditCardNumber" ?AwsSecretKey',
    '@message like "CreditCardNumber" or @message like "AwsSecretKey"',
    'message:"CreditCardNumber" OR message:"AwsSecretKey"',
  ],
  [
    "ERROR -retry",
    '@message like "ERROR" and not (@message like "retry")',
    'message:"ERROR" AND (*:* AND NOT (message:"retry"))',
  ],
])("the filter pattern %s", (pattern, insights, lucene) => {
  const condition = parseFilterPattern(pattern);
  expect(condition && { insights: toInsights(condition), lucene: toLucene(condition) }).toEqual({
    insights,
    lucene,
  });
});

test.each([
  "",
  "[ip, user]",
  "{ $.level IS NULL }",
  "{ $.tags[0] = 1 }",
  "{ ($.level = 1 }",
  "{ $.level }",
  '{ "a" = 1 }',
])("the pattern %j is not translated", (pattern) => {
  expect(parseFilterPattern(pattern)).toBeUndefined();
});

test("the query finds a line with any of the levels of a pattern, and no other line", () => {
  const level = fc.stringMatching(/^[a-z "\\=|()]{1,8}$/).filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(fc.uniqueArray(level, { minLength: 1, maxLength: 4 }), level, (levels, other) => {
      const pattern = `{ ${levels.map((each) => `($.level = ${JSON.stringify(each)})`).join(" || ")} }`;
      const condition = parseFilterPattern(pattern);
      const lines = [...new Set([...levels, other])];
      const events = lines.map((each, timestamp) => ({
        timestamp,
        message: JSON.stringify({ level: each }),
        logGroup: "/a",
        logStream: "b",
      }));
      const query = `fields level\n| filter ${condition ? toInsights(condition) : ""}\n| sort @timestamp asc`;
      const rows = evaluateInsights(query, events, { from: 0, to: lines.length });
      expect(rows.map((row) => row["level"])).toEqual(levels);
    }),
  );
});
