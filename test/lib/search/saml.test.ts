import { SAML_GROUPS, SAML_METADATA, withSaml } from "../../fixtures/saml";
import { resources, shippedConfig, synthesizeWith, type Synthesized } from "../../fixtures/stacks";

const production = shippedConfig("production");
const synthesized = synthesizeWith(withSaml());
const propertiesOf = (of: Synthesized, type: string) => resources(of, type)[0]?.Properties ?? {};
const DOMAIN = "AWS::OpenSearchService::Domain";

test("the domain trusts the identity provider, and makes no group an administrator", () => {
  const { AdvancedSecurityOptions } = propertiesOf(synthesized, DOMAIN);
  expect(AdvancedSecurityOptions).toMatchObject({ SAMLOptions: expect.anything() as object });
  expect((AdvancedSecurityOptions as { SAMLOptions: object }).SAMLOptions).toEqual({
    Enabled: true,
    Idp: { EntityId: "https://idp.example.com/saml", MetadataContent: SAML_METADATA },
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
  expect(readers.slice(1)).toEqual(SAML_GROUPS.readers);
  expect(auditors.slice(1)).toEqual(SAML_GROUPS.auditors);
});

test("without the setting, a domain has no SAML and admits no unsigned request", () => {
  const domain = propertiesOf(synthesizeWith(production), DOMAIN);
  expect(domain["AdvancedSecurityOptions"]).not.toHaveProperty("SAMLOptions");
  expect(JSON.stringify(domain["AccessPolicies"])).not.toContain('"AWS":"*"');
});
