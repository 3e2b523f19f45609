import {
  DATADOG_AGGREGATIONS,
  datadogForms,
  type Field,
  FIELDS,
  logById,
  type Question,
  questionById,
  QUESTIONS,
} from "../../../catalog";

const RESULTS = datadogForms(QUESTIONS);
const FORMS = RESULTS.flatMap((result) => ("form" in result ? [result] : []));

const formOf = (id: string) => FORMS.find(({ question }) => question.id === id)?.form;

test("every question on a log that Datadog receives has a form or a reason, and no other has a form", () => {
  expect(RESULTS.map(({ question }) => question.id)).toEqual(QUESTIONS.map(({ id }) => id));
  const actual = RESULTS.map((result) => ("form" in result ? "form" : result.reason));
  expect(actual).toEqual(
    RESULTS.map(({ question: { logs, noDatadog } }) =>
      logs.some((log) => logById(log).destinations.includes("datadog"))
        ? (noDatadog ?? "form")
        : `Datadog does not receive the log ${logs.join(", ")}`,
    ),
  );
  expect(FORMS.length).toBeGreaterThan(QUESTIONS.length / 2);
});

const ATTRIBUTES = (FIELDS as readonly Field[]).map(({ name, datadog = name }) => datadog);
const TAGS = ["log"];

test.each(FORMS.map((result) => [result.question.id, result.form] as const))(
  "every attribute in the form of %s is Datadog's name of a field",
  (_id, { columns, groupBy, groupSort }) => {
    const computed = columns.flatMap((column) => ("compute" in column ? [column.compute] : []));
    const searched = columns.flatMap((column) =>
      "query" in column ? [...column.query.matchAll(/(?<=^|[\s(])(@?[\w.]+):/g)].map(([, name]) => name) : [],
    );
    const metrics = [...computed, groupSort].flatMap(({ metric }) => metric ?? []);
    expect(searched.length).toBeGreaterThan(0);
    for (const name of [...searched, ...metrics, ...groupBy])
      expect([...ATTRIBUTES, ...TAGS]).toContain(name?.replace(/^@/, ""));
    for (const { aggregation, metric } of computed) {
      expect(DATADOG_AGGREGATIONS).toContain(aggregation);
      expect(metric === undefined).toBe(aggregation === "count");
    }
  },
);

test.each(FORMS.map((result) => [result.question, result.form] as const))(
  "the form has the columns of the answer of $id, except its groups and times",
  ({ answer }, { columns }) => {
    const expected = answer.columns.filter(({ type, from }) => type !== "time" && !("key" in from));
    expect(columns.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  },
);

test("levels are the lower-case status, and a parameter has its default", () => {
  expect(formOf("error-analysis")).toEqual({
    columns: [
      {
        name: "errors",
        title: "errors",
        type: "count",
        query: "log:application status:error",
        compute: { aggregation: "count" },
      },
    ],
    groupBy: ["@error.kind"],
    groupSort: { aggregation: "count" },
    overTime: false,
  });
});

test("a filter is a further search, and a share is a formula", () => {
  expect(formOf("cache-hit-rate")?.columns).toMatchObject([
    { name: "lookups", query: 'log:performance @event:("cache.hit" OR "cache.miss") @resource:*' },
    {
      name: "hits",
      query: 'log:performance @event:("cache.hit" OR "cache.miss") @resource:* @event:"cache.hit"',
    },
    { name: "hit_percent", formula: "100 * default_zero(hits) / lookups" },
  ]);
});

test("percentiles have Datadog's names, and select the groups where the answer is sorted by one", () => {
  const computes = (id: string) =>
    formOf(id)?.columns.map((column) => ("compute" in column ? column.compute.aggregation : "formula"));
  expect(computes("performance-analysis")).toEqual(["avg", "median", "pc95", "pc99"]);
  expect(formOf("slowest-routes")?.groupSort).toEqual({ aggregation: "pc95", metric: "@duration_ms" });
});

test("a threshold is a range", () => {
  expect(JSON.stringify(formOf("slow-statements"))).toContain("@value:>=20");
});

test.each([
  ["a clause", { where: [{ prefix: { path: "/api" } }] }, "the clause prefix has no form in Datadog"],
  ["a field", { where: [{ exists: { field: "made_up" } }] }, "made_up is not a field of the catalogue"],
])("%s that Datadog lacks is an error", (_what, search, message) => {
  const question: Question = { ...questionById("inventory-updates"), search };
  expect(() => datadogForms([question])).toThrow(message);
});
