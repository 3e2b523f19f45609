import fc from "fast-check";
import { decodeRison, encodeRison, type RisonValue } from "../../../../lambda/notification/links/rison";
import { decodeDiscoverLink, discoverLink } from "../../../../lambda/notification/links/search-link";

const { value } = fc.letrec<{ value: RisonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z_]\w{0,5}$/), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("a value is what its Rison is decoded to", () => {
  fc.assert(
    fc.property(value, (each) => {
      expect(decodeRison(encodeRison(each))).toEqual(each);
    }),
  );
});

test.each([
  [{ time: { from: "now" } }, "(time:(from:'now'))"],
  [["it's!", true], "!('it!'s!!',!t)"],
] satisfies readonly (readonly [RisonValue, string])[])("%j in Rison is %s", (given, text) => {
  expect(encodeRison(given)).toBe(text);
});

test.each(["", "(", "(a:1", "'a", "!(1,)", "(1:2)", "1 2"])("%j is rejected", (text) => {
  expect(() => decodeRison(text)).toThrow("not Rison");
});

test("a link to Discover contains the query whatever its text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (query) => {
      const search = {
        dashboardsUrl: "https://search.example.com/_dashboards",
        indexPatternId: "logs-inventorysync.*-test",
        query,
        from: Date.UTC(2026, 0, 2),
        to: Date.UTC(2026, 0, 3),
      };
      expect(decodeDiscoverLink(discoverLink(search))).toEqual(search);
    }),
  );
});
