import { randomInt } from "node:crypto";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { parkedPrefix, parkingBucketName, QUESTIONS, SINKS } from "../../catalog";
import { encodeFailedEvents } from "../../lambda/delivery/failed-events-object";
import { awsClientConfig } from "../../local/aws-client-config";
import { createStoredObjectsReader } from "../../local/page/data/stored-objects";
import { accessibilityViolations, describeInChromium, openPage, propertiesOf } from "../fixtures/browser";
import { logEvents } from "../fixtures/delivery/log-events";
import { localPageUrl, platformEndpoints } from "./platform-endpoints";

test("the reader of stored objects finds a parked object with its reasons", async () => {
  const s3 = new S3Client({ ...awsClientConfig(platformEndpoints()), forcePathStyle: true });
  // A bucket of its own: the other tests expect that nothing is parked in the platform's.
  const account = String(randomInt(1e11, 1e12));
  const Bucket = parkingBucketName("local", account);
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Key = `${parkedPrefix("datadog")}2026-01-01/0123.ndjson.gz`;
  const failed = logEvents(2).map((event) => ({ event, reason: "status 503" }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: await encodeFailedEvents("datadog", failed, 0) }));
  const read = createStoredObjectsReader(s3, account);
  const expected = {
    newest: [
      { key: Key, storedAt: expect.any(Date) as Date, reasons: [{ reason: "status 503", events: 2 }] },
    ],
    counts: { "parked/": 1, "remainder/": 0, "quarantine/": 0, "aws/lambda/": 0 },
  };
  expect(await read()).toEqual(expected);
  // The second time from what it kept.
  expect(await read()).toEqual(expected);
  s3.destroy();
});

describeInChromium("the local page of the running platform", (browser) => {
  test("shows every component, without an error or an accessibility violation", async () => {
    const { page, problems } = await openPage(browser(), localPageUrl());
    expect(await propertiesOf(page, ".component-error", "textContent")).toEqual([]);
    expect(await propertiesOf(page, "#ledgers tbody th", "textContent")).toEqual(
      SINKS.map(({ title }) => title),
    );
    expect(await propertiesOf(page, "#questions h3", "textContent")).toEqual(
      QUESTIONS.map(({ title }) => title),
    );
    expect(await propertiesOf(page, "#alarms tbody a", "textContent")).toContain("parking-age");
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each(["stock", '"not closed', "stock +level -404 demo*", "12.5", "_index:secret OR ("])(
    "searches the lines for %s",
    async (text) => {
      const url = `${localPageUrl()}?${new URLSearchParams({ text, level: "ERROR", log: "audit" }).toString()}`;
      const { page, problems } = await openPage(browser(), url);
      expect(await propertiesOf(page, ".component-error", "textContent")).toEqual([]);
      expect(problems).toEqual([]);
      await page.close();
    },
  );

  test("links to the pages of Sentry and Datadog, which open without an error", async () => {
    const { page } = await openPage(browser(), localPageUrl());
    const links = (await propertiesOf(page, "nav a", "href")).filter((link) => !link.includes("/docs/"));
    await page.close();
    expect(links).toHaveLength(2);
    for (const link of links) {
      const { page: linked, problems } = await openPage(browser(), link);
      expect(problems).toEqual([]);
      await linked.close();
    }
  });
});
