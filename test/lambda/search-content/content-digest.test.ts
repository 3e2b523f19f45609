import { contentDigest } from "../../../lambda/search-content/content-digest";

test("the digest is the same as long as the content is", () => {
  expect(contentDigest("test")).toMatch(/^[0-9a-f]{64}$/);
  expect(contentDigest("test")).toBe(contentDigest("test"));
});

test("another catalogue is another digest", async () => {
  jest.resetModules();
  jest.doMock("../../../catalog", () => ({
    ...jest.requireActual<object>("../../../catalog"),
    FIELDS: [{ name: "message", type: "text", says: "what happened" }],
  }));
  const { contentDigest: digestOfOther } = await import("../../../lambda/search-content/content-digest");
  expect(digestOfOther("test")).not.toBe(contentDigest("test"));
});
