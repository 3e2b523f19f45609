import {
  functionLogGroupName,
  insightsValue,
  logGroupName,
  type LogId,
  type Question,
  QUESTIONS,
  roleName,
} from "../../../catalog";
import { forwarderLogGroupName } from "../../../config";
import { productionIn } from "../../fixtures/forwarding";
import { grantsOf } from "../../fixtures/grants";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  synthesize,
  type Synthesized,
  synthesizeWith,
} from "../../fixtures/stacks";

interface SavedQuery {
  readonly Name: string;
  readonly QueryString: string;
  readonly LogGroupNames: readonly unknown[];
  readonly Parameters?: readonly {
    readonly Name: string;
    readonly DefaultValue?: string;
    readonly Description: string;
  }[];
}

const ALL: readonly Question[] = QUESTIONS;

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);
  const queries = savedQueries(synthesized);

  test("each question is a saved query in the folder of the environment", () => {
    expect(queries.map(({ Name }) => Name)).toEqual(ALL.map(({ title }) => `InventorySync/${name}/${title}`));
  });

  test.each(ALL.map((question): [string, Question] => [question.id, question]))(
    "the saved query of %s has its text, its parameters with defaults, and its log groups",
    (_id, question) => {
      const query = queryOf(queries, question);
      expect(query?.QueryString).toBe(question.insights.query);
      expect(query?.Parameters ?? []).toEqual(
        question.parameters.map((parameter) => ({
          Name: parameter.name,
          ...(!parameter.required && { DefaultValue: insightsValue(parameter, parameter.default) }),
          Description: parameter.description,
        })),
      );
      expect(query?.LogGroupNames).toEqual(
        question.insights.source === "forwarder"
          ? [forwarderLogGroupName(synthesized.config)]
          : question.logs.map((log) => referenceTo(synthesized, log)),
      );
    },
  );

  test("the placeholders of a query are its parameters", () => {
    for (const { Name, QueryString, Parameters = [] } of queries) {
      const used = [...QueryString.matchAll(/\{\{(\w+)\}\}/g)].map(([, parameter]) => parameter);
      expect([Name, new Set(used)]).toEqual([Name, new Set(Parameters.map((parameter) => parameter.Name))]);
    }
  });

  // Sources: Amazon CloudWatch Logs API Reference, "PutQueryDefinition" and "QueryParameter"; Amazon CloudWatch Logs
  // User Guide, "CloudWatch Logs quotas": the number of log groups of a query.
  test.each([
    ["characters of a name", 255, ({ Name }: SavedQuery) => [Name.length]],
    ["characters of a query", 10_000, ({ QueryString }: SavedQuery) => [QueryString.length]],
    ["log groups", 50, ({ LogGroupNames }: SavedQuery) => [LogGroupNames.length]],
    ["parameters", 20, ({ Parameters = [] }: SavedQuery) => [Parameters.length]],
    [
      "characters of a parameter's name",
      128,
      ({ Parameters = [] }: SavedQuery) => Parameters.map((parameter) => parameter.Name.length),
    ],
    [
      "characters of a default",
      1_024,
      ({ Parameters = [] }: SavedQuery) => Parameters.map(({ DefaultValue = "" }) => DefaultValue.length),
    ],
    [
      "characters of a parameter's description",
      512,
      ({ Parameters = [] }: SavedQuery) => Parameters.map(({ Description }) => Description.length),
    ],
  ])("the number of %s is at most %d", (_what, limit, measure) => {
    const measured = queries.flatMap(measure);
    expect(measured.length).toBeGreaterThan(0);
    expect(Math.max(...measured)).toBeLessThanOrEqual(limit);
  });

  test("every parameter has a name that Logs Insights accepts", () => {
    for (const { Parameters = [] } of queries)
      for (const { Name } of Parameters) expect(Name).toMatch(/^[a-z_]\w*$/i);
  });

  test.each(["reader", "auditor"] as const)("the %s may list the saved queries", (role) => {
    expect(grantsOf(synthesized, roleName(name, role))).toContainEqual({
      action: "logs:DescribeQueryDefinitions",
      resource: "*",
    });
  });

  test.each(["reader", "auditor"] as const)("the %s may run the query on the forwarder's lines", (role) => {
    const [group] = forwarderGroups(synthesized);
    expect(
      grantsOf(synthesized, roleName(name, role)).filter(
        ({ action, resource }) =>
          action === "logs:StartQuery" && resource.endsWith(`log-group:${String(group)}:*`),
      ),
    ).toHaveLength(1);
  });
});

test.each([
  ["direct", "forwarder"],
  ["kinesis", "forwarder-opensearch"],
] as const)(
  "in topology %s, the query on the forwarder's lines reads an existing log group: that of %s",
  (topology, forwarder) => {
    const synthesized = productionIn(topology);
    const group = functionLogGroupName("production", forwarder);
    expect(forwarderGroups(synthesized)).toEqual([group]);
    expect(
      resources(synthesized, "AWS::Logs::LogGroup").map(({ Properties }) => Properties?.["LogGroupName"]),
    ).toContain(group);
  },
);

test("without OpenSearch, topology kinesis reads the forwarder of the first other sink", () => {
  const config = configWithSinks("production", "sentry", "datadog");
  const synthesized = synthesizeWith({
    ...config,
    forwarding: { ...productionIn("kinesis").config.forwarding },
  });
  expect(forwarderGroups(synthesized)).toEqual([functionLogGroupName("production", "forwarder-sentry")]);
});

test("without sinks, only the questions about the forwarder's lines have no saved query", () => {
  const queries = savedQueries(synthesizeWith(configWithSinks("production")));
  expect(ALL.filter((question) => queryOf(queries, question) === undefined).map(({ id }) => id)).toEqual(
    ALL.filter(({ insights }) => insights.source === "forwarder").map(({ id }) => id),
  );
});

function savedQueries(synthesized: Synthesized): readonly SavedQuery[] {
  return resources(synthesized, "AWS::Logs::QueryDefinition").map(
    ({ Properties }) => Properties as unknown as SavedQuery,
  );
}

function queryOf(queries: readonly SavedQuery[], { title }: Question): SavedQuery | undefined {
  return queries.find(({ Name }) => Name.endsWith(`/${title}`));
}

/** The log groups of the query on the forwarder's lines. */
function forwarderGroups(synthesized: Synthesized): readonly unknown[] {
  const [question] = ALL.filter(({ insights }) => insights.source === "forwarder");
  return (question && queryOf(savedQueries(synthesized), question)?.LogGroupNames) ?? [];
}

/** The reference to a log group of the Storage stack, which is therefore deployed before the query. */
function referenceTo({ config, templates }: Synthesized, log: LogId): unknown {
  const [id] = Object.keys(
    templates.Storage.findResources("AWS::Logs::LogGroup", {
      Properties: { LogGroupName: logGroupName(config.environment, log) },
    }),
  );
  const [OutputName] = Object.keys(templates.Storage.findOutputs("*", { Value: { Ref: id } }));
  return { "Fn::GetStackOutput": expect.objectContaining({ OutputName }) as unknown };
}
