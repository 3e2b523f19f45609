import type { EnvironmentConfig } from "../../../config";
import { resources, shippedConfig, synthesizeWith, type Synthesized } from "../../fixtures/stacks";

const METADATA = "<EntityDescriptor entityID='https://idp.example.com/saml'></EntityDescriptor>";
const production = shippedConfig("production");

function withSaml(): EnvironmentConfig {
  const { search } = production;
  if (search.kind !== "domain") throw new Error("production has no domain");
  const saml = {
    ...{ entityId: "https://idp.example.com/saml", metadata: METADATA, groupsAttribute: "Role" },
    ...{ readers: ["engineers"], auditors: ["audit", "security"], sessionMinutes: 90 },
  };
  return { ...production, search: { ...search, saml } };
}

const synthesized = synthesizeWith(withSaml());
const propertiesOf = (of: Synthesized, type: string) => resources(of, type)[0]?.Properties ?? {};
const DOMAIN = "AWS::OpenSearchService::Domain";

test("the domain trusts the identity provider, and makes no group an administrator", () => {
  const { AdvancedSecurityOptions } = propertiesOf(synthesized, DOMAIN);
  expect(AdvancedSecurityOptions).toMatchObject({ SAMLOptions: expect.anything() as object });
  expect((AdvancedSecurityOptions as { SAMLOptions: object }).SAMLOptions).toEqual({
    Enabled: true,
    Idp: { EntityId: "https://idp.example.com/saml", MetadataContent: METADATA },
    RolesKey: "Role",
    SessionTimeoutMinutes: 90,
  });
});

test("only the path of Dashboards admits unsigned requests", () => {
  const { AccessPolicies } = propertiesOf(synthesized, DOMAIN) as {
    AccessPolicies: { Statement: readonly { Principal: { AWS: unknown }; Resource: unknown }[] };
  };
  const open = AccessPolicies.Statement.filter(({ Principal }) => Principal.AWS === "*");
  expect(open).toHaveLength(1);
  expect(JSON.stringify(open[0]?.Resource)).toContain(":domain/invsync-production/_dashboards*");
});

test("the groups are mapped to the roles of the reader and the auditor", () => {
  const { readers, auditors } = propertiesOf(synthesized, "Custom::SearchContent") as {
    readers: readonly unknown[];
    auditors: readonly unknown[];
  };
  expect(readers.slice(1)).toEqual(["engineers"]);
  expect(auditors.slice(1)).toEqual(["audit", "security"]);
});

test("without the setting, a domain has no SAML and admits no unsigned request", () => {
  const domain = propertiesOf(synthesizeWith(production), DOMAIN);
  expect(domain["AdvancedSecurityOptions"]).not.toHaveProperty("SAMLOptions");
  expect(JSON.stringify(domain["AccessPolicies"])).not.toContain('"AWS":"*"');
});
