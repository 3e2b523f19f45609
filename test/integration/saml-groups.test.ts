import { dataStreamName, LOGS, OPERATIONAL_LOG_IDS } from "../../catalog";
import { SECURITY_API } from "../../lambda/search-content/content/security-api";
import { SAML_GROUPS, withSaml } from "../fixtures/saml";
import { resources, synthesizeWith } from "../fixtures/stacks";
import { resolveIntrinsics } from "../fixtures/tamper/tamper-rules";
import { searchContentEnvironment } from "./search-content-environment";

const ENVIRONMENT = "samltest";
const { setUp, tearDown, apply, clientWith, ask } = searchContentEnvironment(ENVIRONMENT);
const AUDIT_LOGS = LOGS.filter(({ dataClass }) => dataClass === "audit").map(({ id }) => id);

/** The role mappings that the template of production with SAML deploys, and that this test applies to the engine. */
function deployedMappings() {
  const [content] = resources(synthesizeWith(withSaml()), "Custom::SearchContent");
  const { readers = [], auditors = [] } = content?.Properties as {
    readers?: readonly string[];
    auditors?: readonly string[];
  };
  const resolved = (mapping: readonly string[]) => mapping.map((each) => resolveIntrinsics(each) as string);
  return { readers: resolved(readers), auditors: resolved(auditors) };
}

/**
 * A person whose assertion has these groups. The security plugin makes each value of the SAML attribute `roles_key` a
 * backend role, so a user with the backend roles has the same permissions. Source: OpenSearch documentation, "SAML".
 */
const person = (name: string, groups: readonly string[]) => clientWith(name, groups);

const searchAs = async (client: Awaited<ReturnType<typeof person>>, log: (typeof LOGS)[number]["id"]) =>
  ask(client, "POST", `/${dataStreamName(ENVIRONMENT, log)}/_search`, {});

beforeAll(async () => {
  await setUp();
  await apply(deployedMappings());
});
afterAll(tearDown);

describe("a person in a group of the readers", () => {
  test.each(OPERATIONAL_LOG_IDS)("searches the %s log", async (log) => {
    const client = await person("engineer", SAML_GROUPS.readers);
    expect((await searchAs(client, log)).status).toBe(200);
  });

  test.each(AUDIT_LOGS)("may not search the %s log", async (log) => {
    const client = await person("engineer", SAML_GROUPS.readers);
    expect((await searchAs(client, log)).status).toBe(403);
  });
});

describe.each(SAML_GROUPS.auditors)("a person in the auditors' group %s", (group) => {
  test.each(LOGS.map(({ id }) => id))("searches the %s log", async (log) => {
    const client = await person(`auditor-${group}`, [group]);
    expect((await searchAs(client, log)).status).toBe(200);
  });

  test("may not change who may do what", async () => {
    const client = await person(`auditor-${group}`, [group]);
    await expect(ask(client, "GET", `${SECURITY_API}/rolesmapping`, undefined)).resolves.toMatchObject({
      status: 403,
    });
  });
});

test.each([
  ["no group", []],
  ["a group that the configuration does not name", ["9067642e-20f1-70a1-b2c3-ffffffffffff"]],
])("a person with %s searches nothing", async (_, groups) => {
  const client = await person("stranger", groups);
  const statuses = await Promise.all(LOGS.map(async ({ id }) => (await searchAs(client, id)).status));
  expect(new Set(statuses)).toEqual(new Set([403]));
});
