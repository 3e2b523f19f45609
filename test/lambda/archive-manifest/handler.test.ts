import { createHandler } from "../../../lambda/archive-manifest/handler";
import { HOUR_MS } from "../../../lambda/archive-manifest/manifest";
import { archiveOf, manifestOptions } from "../../fixtures/archive";

test("an invocation writes the manifests that are due, returns their keys and reports them", async () => {
  const archive = await archiveOf([["a"]]);
  archive.now += 2 * HOUR_MS;
  const reported: (readonly string[])[] = [];
  const handler = createHandler({ ...manifestOptions(archive), report: (keys) => reported.push(keys) });
  const keys = await handler({}, { getRemainingTimeInMillis: () => 900_000 });
  expect(keys).toEqual(["manifests/dt=2026-03-01/hour=11.json", "manifests/dt=2026-03-01/hour=12.json"]);
  expect(reported).toEqual([keys]);
});

test("an invocation without time for a manifest begins none", async () => {
  const archive = await archiveOf([["a"]]);
  archive.now += 2 * HOUR_MS;
  const handler = createHandler({ ...manifestOptions(archive), report: () => undefined });
  expect(await handler({}, { getRemainingTimeInMillis: () => 60_000 })).toEqual([]);
});
