import { content } from "../../../../lambda/search-content/content";

/** The documents as a cluster gets them, for review. `npx jest -u` updates the snapshot. */
test("the content of an environment matches its snapshot", () => {
  // The search templates have tests of their answers.
  const documents = content({
    environment: "test",
    distribution: "opensearch",
    primaryShards: 1,
    replicas: 1,
    retentionDays: {},
    writers: ["arn:aws:iam::000000000000:role/writer"],
    readers: ["arn:aws:iam::000000000000:role/reader"],
    auditors: ["arn:aws:iam::000000000000:role/auditor"],
  });
  expect(
    JSON.stringify({ ...documents, searchTemplates: undefined, savedObjects: undefined }, undefined, 2),
  ).toMatchSnapshot();
});
