import { command, property, testIn } from "../evidence";
import type { Measure } from "../measure";

const ACCESS = "test/lib/access/access-stack.test.ts";
const STATEMENTS = "test/lib/permissions/statements.test.ts";

/** Who reads and changes logs. */
export const ACCESS_MEASURES = {
  "separate-roles": {
    construct: { file: "lib/access/access-stack.ts", name: "AccessStack" },
    property:
      "engineers read operational logs only; audit and security logs are for auditors, and no role both writes and reads them",
    evidence: [
      property("the reader may not read the audit logs"),
      testIn(ACCESS, "the reader may read the operational logs only"),
      testIn(STATEMENTS, "no role both writes and reads the audit logs"),
    ],
  },
  "read-only-roles": {
    construct: { file: "lib/access/log-reader.ts", name: "LogReader" },
    property: "the roles of people may read logs, and neither change nor delete them",
    evidence: [
      property("no role of people or hosts may change or delete logs"),
      testIn(ACCESS, "neither reader nor auditor may change or delete anything"),
    ],
  },
  mfa: {
    construct: { file: "lib/access/log-reader.ts", name: "LogReader" },
    property: "people assume the roles that read logs only with multi-factor authentication",
    evidence: [property("people assume a role that reads logs only with multi-factor authentication")],
  },
  "named-principals": {
    construct: { file: "lib/access/log-reader.ts", name: "LogReader" },
    property: "the configuration limits who may assume each role, by name",
    evidence: [testIn(ACCESS, "only they may assume the role, from their accounts")],
  },
  "least-privilege": {
    construct: { file: "lib/permissions/role.ts", name: "Role" },
    property:
      "each role has one policy of its own, without wildcards in actions, and each wildcard in a resource has a reason",
    evidence: [
      testIn("test/lib/compliance/least-privilege.test.ts", "no role has an action with a wildcard"),
      testIn(
        "test/lib/compliance/least-privilege.test.ts",
        "every resource with a wildcard is acknowledged by name",
      ),
      command("npm run iam:mutate"),
    ],
  },
  "unmask-auditors": {
    construct: { file: "lib/access/log-reader.ts", name: "LogReader" },
    property: "only auditors read masked text in clear",
    evidence: [
      property("only the auditor may unmask log events"),
      testIn(ACCESS, "the reader is denied unmasking, whatever other policies allow"),
    ],
  },
  "engine-roles": {
    construct: { file: "lib/search/search-content.ts", name: "SearchContent" },
    property: "the search engine maps each IAM role to a role that searches the same logs, and no more",
    evidence: [
      testIn(
        "test/lib/search/search-content.test.ts",
        "the content maps the role names of both topologies, reader and auditor",
      ),
      testIn(
        "test/integration/search-content-roles.test.ts",
        "may not read audit logs through a terms lookup",
      ),
    ],
  },
  "host-writers": {
    construct: { file: "lib/access/log-writer.ts", name: "LogWriter" },
    property: "the hosts of a host group write their own log streams, and read no log",
    evidence: [
      testIn(ACCESS, "each host group has its own writer, which may not write the log streams of the others"),
      testIn(
        "test/integration/end-to-end.test.ts",
        "may not read, delete or shorten a log, nor create a log group",
      ),
    ],
  },
  "deployment-roles": {
    construct: { file: "lib/access/github-roles.ts", name: "GithubRoles" },
    property:
      "only a job of the protected GitHub environment on the main branch deploys, without a stored credential",
    evidence: [
      testIn(
        "test/lib/access/github-roles.test.ts",
        "only a job of the GitHub environment, on the branch, may assume the role that deploys",
      ),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;
