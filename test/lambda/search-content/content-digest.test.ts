import { contentDigest } from "../../../lambda/search-content/content-digest";

test("the same content has the same digest", () => {
  expect(contentDigest("test")).toMatch(/^[0-9a-f]{64}$/);
  expect(contentDigest("test")).toBe(contentDigest("test"));
});

test("a changed catalogue has another digest", async () => {
  jest.resetModules();
  jest.doMock("../../../catalog", () => ({
    ...jest.requireActual<object>("../../../catalog"),
    FIELDS: [{ name: "message", type: "text", says: "what happened" }],
  }));
  const { contentDigest: digestOfOther } = await import("../../../lambda/search-content/content-digest");
  expect(digestOfOther("test")).not.toBe(contentDigest("test"));
});

test("a changed saved object has another digest", async () => {
  jest.resetModules();
  jest.doMock("../../../catalog", () => ({
    ...jest.requireActual<object>("../../../catalog"),
    chartForDashboards: () => ({ mark: "made up" }),
  }));
  const { contentDigest: digestOfOther } = await import("../../../lambda/search-content/content-digest");
  expect(digestOfOther("test")).not.toBe(contentDigest("test"));
});
