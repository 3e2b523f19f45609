import { logRecordSchema } from "../../../catalog/record";
import { generateRequests } from "../../../local/application/generate-requests";

test("the same seed gives the same requests, another seed others", () => {
  expect(generateRequests(3, 50)).toEqual(generateRequests(3, 50));
  expect(generateRequests(4, 50)).not.toEqual(generateRequests(3, 50));
});

test("a few requests already cover every route, and every log", () => {
  const requests = generateRequests(1, 40);
  const routes = requests.flatMap(({ lines }) => lines.flatMap(({ fields }) => fields.path ?? []));
  expect([...new Set(routes)].sort()).toEqual([
    "/test-sentry",
    "/v1/checkout",
    "/v1/customers/{number}",
    "/v1/orders/{number}/sync",
    "/v1/products/{sku}/price",
    "/v1/reports/inventory",
    "/v1/sessions",
    "/v1/stock/{sku}",
    "/v1/webhooks/{shop}",
    "unmatched",
  ]);
  const logs = new Set(requests.flatMap(({ lines }) => lines.map(({ log }) => log)));
  expect([...logs].sort()).toEqual(["application", "audit", "performance", "security"]);
});

test("the expected lines have only fields of the log record", () => {
  const fields = generateRequests(1, 500).flatMap(({ lines }) => lines.map((line) => line.fields));
  for (const record of fields) expect(logRecordSchema.parse(record)).toEqual(record);
});

test("a planted secret is in the body of its request, and every kind occurs", () => {
  const planted = generateRequests(1, 500).flatMap(({ body, plantedSecret }) =>
    plantedSecret ? [{ ...plantedSecret, body: JSON.stringify(body) }] : [],
  );
  expect(new Set(planted.map(({ kind }) => kind)).size).toBe(6);
  for (const { value, body } of planted) expect(body).toContain(value);
});
