import { logGroupName, roleName, tamperRuleName } from "../../catalog";
import { FRAMEWORKS, MEASURES } from "../../controls";
import { PROPERTIES, type PropertyTitle } from "../fixtures/controls/properties";
import type { TemplateResource } from "../fixtures/controls/template-reading";
import { type Resource, resources, synthesize } from "../fixtures/stacks";

type Properties = Record<string, unknown>;
interface Statement {
  Action: string | string[];
  Effect: string;
  Resource?: unknown;
  Condition?: unknown;
}

/** What breaks a property: a change of the first resource that matches. */
interface Break {
  readonly broken: PropertyTitle;
  readonly change: string;
  readonly of: (resource: TemplateResource) => boolean;
  readonly apply: (
    properties: Properties,
    resource: { -readonly [Key in keyof Resource]: Resource[Key] },
  ) => void;
}

const production = resources(synthesize("production"));
const typed =
  (type: string) =>
  ({ Type }: TemplateResource) =>
    Type === type;
const named =
  (key: string, name: string) =>
  ({ Properties }: TemplateResource) =>
    Properties?.[key] === name;
const policyOf =
  (role: string) =>
  ({ id, Type }: TemplateResource) =>
    Type === "AWS::IAM::ManagedPolicy" && id.startsWith(`Access/${role}`);
const auditGroup = named("LogGroupName", logGroupName("production", "audit"));

const BREAKS: readonly Break[] = [
  {
    broken: "every log group is encrypted with a customer-managed key",
    change: "a log group loses its key",
    of: auditGroup,
    apply: (properties) => delete properties["KmsKeyId"],
  },
  {
    broken: "every log group expires",
    change: "a log group loses its retention",
    of: named("LogGroupName", logGroupName("production", "application")),
    apply: (properties) => delete properties["RetentionInDays"],
  },
  {
    broken: "production keeps its audit logs for at least a year",
    change: "the audit log expires after 180 days",
    of: auditGroup,
    apply: (properties) => (properties["RetentionInDays"] = 180),
  },
  {
    broken: "every log group with text of the application is masked",
    change: "the audit log loses its data protection policy",
    of: auditGroup,
    apply: (properties) => delete properties["DataProtectionPolicy"],
  },
  {
    broken: "the log groups of InventorySync outlive their stack and refuse deletion",
    change: "the audit log is deleted with its stack",
    of: auditGroup,
    apply: (_, resource) => (resource.DeletionPolicy = "Delete"),
  },
  {
    broken: "the log groups of InventorySync outlive their stack and refuse deletion",
    change: "the audit log can be deleted",
    of: auditGroup,
    apply: (properties) => (properties["DeletionProtectionEnabled"] = false),
  },
  {
    broken: "only the auditor may unmask log events",
    change: "the reader loses its explicit deny",
    of: policyOf("Reader"),
    apply: (properties) => {
      changeStatements(properties, (statements) => statements.filter(({ Effect }) => Effect === "Allow"));
    },
  },
  {
    broken: "only the auditor may unmask log events",
    change: "a host may unmask",
    of: policyOf("Writer"),
    apply: (properties) => {
      allow(properties, "logs:Unmask", "*");
    },
  },
  {
    broken: "the reader may not read the audit logs",
    change: "the reader may read the audit log",
    of: policyOf("Reader"),
    apply: (properties) => {
      allow(
        properties,
        "logs:GetLogEvents",
        `arn:aws:logs:*:*:log-group:${logGroupName("production", "audit")}:*`,
      );
    },
  },
  {
    broken: "no role of people or hosts may change or delete logs",
    change: "the auditor may delete log groups",
    of: policyOf("Auditor"),
    apply: (properties) => {
      allow(properties, "logs:DeleteLogGroup", "*");
    },
  },
  {
    broken: "people assume a role that reads logs only with multi-factor authentication",
    change: "the auditor's trust policy has no condition",
    of: named("RoleName", roleName("production", "auditor")),
    apply: (properties) => {
      changeStatements(
        properties,
        (statements) => statements.map((statement) => ({ ...statement, Condition: undefined })),
        "AssumeRolePolicyDocument",
      );
    },
  },
  {
    broken: "every key that encrypts rotates",
    change: "a key does not rotate",
    of: typed("AWS::KMS::Key"),
    apply: (properties) => (properties["EnableKeyRotation"] = false),
  },
  {
    broken: "every bucket of production is private and keeps old versions",
    change: "a bucket keeps no old versions",
    of: typed("AWS::S3::Bucket"),
    apply: (properties) => delete properties["VersioningConfiguration"],
  },
  {
    broken: "every bucket refuses requests without TLS",
    change: "the policy of a bucket has no deny",
    of: typed("AWS::S3::BucketPolicy"),
    apply: (properties) => {
      changeStatements(properties, (statements) => statements.filter(({ Effect }) => Effect === "Allow"));
    },
  },
  {
    broken: "the domain accepts only TLS 1.2 and encrypts between its nodes",
    change: "the domain accepts TLS 1.0",
    of: typed("AWS::OpenSearchService::Domain"),
    apply: (properties) =>
      (properties["DomainEndpointOptions"] = {
        EnforceHTTPS: true,
        TLSSecurityPolicy: "Policy-Min-TLS-1-0-2019-07",
      }),
  },
  {
    broken: "the domain records its requests in an audit log",
    change: "the domain publishes no audit log",
    of: typed("AWS::OpenSearchService::Domain"),
    apply: (properties) => delete (properties["LogPublishingOptions"] as Properties)["AUDIT_LOGS"],
  },
  {
    broken: "the trail records all regions in signed and encrypted files",
    change: "the files of the trail are not signed",
    of: typed("AWS::CloudTrail::Trail"),
    apply: (properties) => (properties["EnableLogFileValidation"] = false),
  },
  {
    broken: "every tamper alert is enabled and pages",
    change: "the alert on a stopped trail is off",
    of: named("Name", tamperRuleName("production", "trail-changed", 1)),
    apply: (properties) => (properties["State"] = "DISABLED"),
  },
  {
    broken: "every alarm notifies, or is a condition of one that does",
    change: "a composite alarm has no action",
    of: named("AlarmName", "inventorysync-production-forwarder-errors"),
    apply: (properties) => delete properties["AlarmActions"],
  },
];

test.each(BREAKS)("where $change, only the check “$broken” fails", ({ broken, of, apply }) => {
  const changed = structuredClone(production);
  const resource = changed.find(of);
  if (resource?.Properties === undefined) throw new Error("no resource of production matches");
  apply(resource.Properties, resource);
  const failed = Object.entries(PROPERTIES)
    .filter(([, violations]) => violations(changed).length > 0)
    .map(([title]) => title);
  expect(failed).toEqual([broken]);
});

test("every property is broken at least once", () => {
  expect(new Set(BREAKS.map(({ broken }) => broken))).toEqual(new Set(Object.keys(PROPERTIES)));
});

test("the properties are evidence of more than ten controls, in every standard", () => {
  const withProperty = FRAMEWORKS.map(({ controls }) =>
    controls.filter(({ measures }) =>
      measures.some((id) => {
        const measure = MEASURES[id];
        return (
          measure.construct !== undefined &&
          measure.evidence.some((each) => each.kind === "test" && each.title in PROPERTIES)
        );
      }),
    ),
  );
  expect(withProperty.every((controls) => controls.length > 0)).toBe(true);
  expect(withProperty.flat().length).toBeGreaterThan(10);
});

function changeStatements(
  properties: Properties,
  change: (statements: readonly Statement[]) => readonly Statement[],
  policy = "PolicyDocument",
): void {
  const document = properties[policy] as { Statement: readonly Statement[] };
  document.Statement = change(document.Statement);
}

function allow(properties: Properties, action: string, resource: string): void {
  changeStatements(properties, (statements) => [
    ...statements,
    { Effect: "Allow", Action: action, Resource: resource },
  ]);
}
