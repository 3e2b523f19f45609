import { indexTemplates } from "../../../../lambda/search-content/content/index-templates";

const OPTIONS = { environment: "test", distribution: "opensearch", primaryShards: 1, replicas: 1 } as const;

test("the index template comes after the templates that it is composed of", () => {
  const { documents } = indexTemplates(OPTIONS);
  const made = documents.slice(0, -1).map(({ path }) => path.replace("/_component_template/", ""));
  expect(documents.at(-1)).toMatchObject({
    path: "/_index_template/inventorysync-test-logs",
    body: { index_patterns: ["logs-inventorysync.*-test"], data_stream: {}, composed_of: made },
  });
});

test("every index records the template revision", () => {
  const { documents, revision } = indexTemplates(OPTIONS);
  expect(documents[0]?.body).toHaveProperty("template.mappings._meta.revision", revision);
});

test("the index template sets the ingest pipeline", () => {
  expect(indexTemplates(OPTIONS).documents[1]?.body).toHaveProperty(
    "template.settings.index.final_pipeline",
    "inventorysync-test-record",
  );
});

test("the number of replicas does not change the revision", () => {
  const more = indexTemplates({ ...OPTIONS, replicas: 2 });
  expect(more.documents[1]?.body).toHaveProperty("template.settings.index.number_of_replicas", 2);
  expect(more.revision).toBe(indexTemplates(OPTIONS).revision);
});

test("another number of primary shards changes the revision, because an index keeps its own", () => {
  const more = indexTemplates({ ...OPTIONS, primaryShards: 3 });
  expect(more.documents[1]?.body).toHaveProperty("template.settings.index.number_of_shards", 3);
  expect(more.revision).not.toBe(indexTemplates(OPTIONS).revision);
});

test("a changed mapping changes the revision", () => {
  expect(indexTemplates({ ...OPTIONS, distribution: "elasticsearch" }).revision).not.toBe(
    indexTemplates(OPTIONS).revision,
  );
});
