import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { createBucketStore, type ObjectStore } from "../../../lambda/shared/object-store";

let server: Server;
/** Timeouts that the store set, in milliseconds. They pass only when a test calls `pass`. */
let timeouts: { readonly ms: number; readonly pass: () => void }[];

beforeEach(() => {
  timeouts = [];
  jest.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const controller = new AbortController();
    timeouts.push({
      ms,
      pass() {
        controller.abort();
      },
    });
    return controller.signal;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A client of a bucket that responds like this. */
async function clientOf(respond: RequestListener): Promise<S3Client> {
  server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-west-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "made-up", secretAccessKey: "made-up" },
  });
}

const passTimeout = () => {
  for (const { pass } of timeouts) pass();
};

const CALLS: readonly [string, (store: ObjectStore) => Promise<unknown>][] = [
  ["put", (store) => store.put("parked/sentry/a", Buffer.from("made-up"))],
  ["get", (store) => store.get("parked/sentry/a")],
  ["delete", (store) => store.delete("parked/sentry/a")],
];

test.each(CALLS)("%s fails after five seconds without a response, retries included", async (_, call) => {
  const client = await clientOf(passTimeout);
  await expect(call(createBucketStore(client, "bucket"))).rejects.toMatchObject({ name: "AbortError" });
  expect(timeouts.map(({ ms }) => ms)).toEqual([5_000]);
});

test("get fails after five seconds if the object stops arriving", async () => {
  const client = await clientOf((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("the first bytes");
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const response = await next(args);
      passTimeout();
      return response;
    },
    { step: "deserialize", priority: "high" },
  );
  await expect(createBucketStore(client, "bucket").get("parked/sentry/a")).rejects.toThrow();
});

test.each(CALLS)("%s is one request that names the bucket and the key", async (name, call) => {
  const requests: string[] = [];
  const client = await clientOf((request, response) => {
    requests.push(`${request.method} ${request.url?.split("?")[0]}`);
    request.resume().on("end", () => response.end());
  });
  await call(createBucketStore(client, "bucket"));
  expect(requests).toEqual([`${name.toUpperCase()} /bucket/parked/sentry/a`]);
});

test("get returns the bytes of the object", async () => {
  const body = Buffer.from([0, 1, 254, 255]);
  const client = await clientOf((_, response) => response.end(body));
  const bytes = await createBucketStore(client, "bucket").get("parked/sentry/a");
  expect(Buffer.from(bytes ?? [])).toEqual(body);
});

test("get returns undefined for an object that does not exist", async () => {
  const client = await clientOf(errorResponse(404, "NoSuchKey"));
  await expect(createBucketStore(client, "bucket").get("parked/sentry/a")).resolves.toBeUndefined();
});

test("get throws if access is denied", async () => {
  const client = await clientOf(errorResponse(403, "AccessDenied"));
  const store = createBucketStore(client, "bucket");
  await expect(store.get("parked/sentry/a")).rejects.toMatchObject({ name: "AccessDenied" });
});

function errorResponse(status: number, code: string): RequestListener {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(`<Error><Code>${code}</Code></Error>`);
  };
}
