import { text } from "node:stream/consumers";
import { type LoopbackServer, serveOnLoopback } from "../../../local/web";
import { createOpenSearchReader } from "../../../ops/sinks/opensearch-reader";
import { collectingIo } from "../../fixtures/operator-io";
import { shippedConfig } from "../../fixtures/stacks";

interface Search {
  readonly query: {
    readonly range: { readonly "@timestamp": { readonly gte: number; readonly lte: number } };
  };
  readonly size: number;
}

/** Times of the documents, each with its position as its id. */
let times: readonly number[] = [];
let searches: Search[] = [];
let engine: LoopbackServer;
beforeEach(async () => {
  searches = [];
  engine = await serveOnLoopback((request, response) => {
    void text(request).then((body) => {
      const search = JSON.parse(body) as Search;
      searches.push(search);
      const { gte, lte } = search.query.range["@timestamp"];
      const ids = times.flatMap((time, index) =>
        time >= gte && time <= lte ? [{ _id: String(index) }] : [],
      );
      const answer = { hits: { total: { value: ids.length }, hits: ids.slice(0, search.size) } };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
});
afterEach(() => engine.close());

const reader = () =>
  createOpenSearchReader(
    {
      config: shippedConfig("local"),
      aws: { region: "us-east-1" },
      io: collectingIo({
        OPENSEARCH_URL: engine.url,
        OPENSEARCH_USERNAME: "u",
        OPENSEARCH_PASSWORD: "made-up",
      }),
      json: false,
    },
    {},
  );

async function idsWithin(since: number, until: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of (await reader()).stored("application", { since, until })) ids.push(id);
  return ids;
}

test("the documents of the time window are counted", async () => {
  times = [1, 2, 3, 4];
  expect(await (await reader()).count("application", { since: 2, until: 3 })).toBe(2);
});

test("more documents than one search returns are read in parts of the time window, each once", async () => {
  times = Array.from({ length: 25_000 }, (_, index) => index % 1_000);
  const ids = await idsWithin(0, 999);
  expect(new Set(ids).size).toBe(25_000);
  expect(ids).toHaveLength(25_000);
  expect(searches.length).toBeLessThan(10);
});

test("too many documents of the same millisecond are an error, and not an incomplete answer", async () => {
  times = Array.from({ length: 10_001 }, () => 5);
  await expect(idsWithin(0, 9)).rejects.toThrow(/has 10001 documents of the same millisecond/);
});
