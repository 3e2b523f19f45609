import { content } from "../../../../lambda/search-content/content";

/** The documents as an engine gets them, for people to review: `npx jest -u` writes them anew. */
test("the content of an environment", () => {
  const documents = content({
    environment: "test",
    distribution: "opensearch",
    replicas: 1,
    retentionDays: {},
    writers: ["arn:aws:iam::000000000000:role/writer"],
    readers: ["arn:aws:iam::000000000000:role/reader"],
    auditors: ["arn:aws:iam::000000000000:role/auditor"],
  });
  expect(JSON.stringify(documents, undefined, 2)).toMatchSnapshot();
});
