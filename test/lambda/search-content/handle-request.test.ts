import { Logger } from "@aws-lambda-powertools/logger";
import { handleRequest } from "../../../lambda/search-content/handle-request";
import { SafeError } from "../../../lambda/shared/safe-error";
import { engineAt } from "../../fixtures/engine/client";
import { customResourceRequest } from "../../fixtures/engine/custom-resource-requests";
import { OPENSEARCH } from "../../fixtures/engine/engine-scripts";
import { type ScriptedEngine, scriptedEngine } from "../../fixtures/engine/scripted-engine";

const silent = new Logger({ logLevel: "SILENT" });
const connect = () => Promise.resolve(engineAt(engine.url));

let engine: ScriptedEngine;
beforeEach(async () => {
  engine = await scriptedEngine(OPENSEARCH);
});
afterEach(() => engine.close());

test.each(["Create", "Update"] as const)("%s applies the content to the engine", async (type) => {
  const { physicalResourceId, outcome } = await handleRequest(customResourceRequest(type), connect, silent);
  expect(physicalResourceId).toBe("search-content-test");
  expect(outcome).toMatchObject({ succeeded: true, data: { Engine: "opensearch 3.7.0" } });
});

test("Delete sends no request to the engine, and reports that the content stays", async () => {
  const { physicalResourceId, outcome } = await handleRequest(
    customResourceRequest("Delete"),
    connect,
    silent,
  );
  expect(physicalResourceId).toBe("search-content-test");
  expect(outcome).toMatchObject({
    succeeded: true,
    reason: expect.stringContaining("remain in the search engine") as string,
  });
  expect(engine.requests).toEqual([]);
});

test("another environment gives another physical resource id", async () => {
  const { physicalResourceId } = await handleRequest(
    customResourceRequest("Update", { properties: { environment: "staging" } }),
    connect,
    silent,
  );
  expect(physicalResourceId).toBe("search-content-staging");
});

test.each([
  ["Create", "SearchContent"],
  ["Update", "search-content-test"],
] as const)("%s with an invalid property fails, and sends no request to the engine", async (type, id) => {
  const { physicalResourceId, outcome } = await handleRequest(
    customResourceRequest(type, { properties: { environment: "" } }),
    connect,
    silent,
  );
  expect(physicalResourceId).toBe(id);
  expect(outcome).toMatchObject({
    succeeded: false,
    reason: expect.stringContaining('environment is ""') as string,
  });
  expect(engine.requests).toEqual([]);
});

test.each<[string, Error, string]>([
  ["the message that this project wrote", new SafeError("no way in"), "no way in"],
  ["the name of any other error, whose message may quote a secret", new TypeError("no way in"), "TypeError"],
])("an exception becomes a failure with %s", async (_, error, reason) => {
  const { outcome } = await handleRequest(
    customResourceRequest("Create"),
    () => Promise.reject(error),
    silent,
  );
  expect(outcome).toEqual({ succeeded: false, reason });
});
