import { type PutRecordBatch, putRecords } from "../../../lambda/archiver/put-records";

const RECORDS = ["a", "b", "c"].map((text) => Buffer.from(text));

/** A stream that answers each request with the next of these errors; then it accepts everything. */
function scripted(...answers: readonly ((string | undefined)[] | Error)[]) {
  const requests: string[] = [];
  const left = [...answers];
  const putRecordBatch: PutRecordBatch = (_, records) => {
    requests.push(Buffer.concat(records).toString());
    const answer = left.shift() ?? records.map(() => undefined);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { requests, putRecordBatch };
}

function put(putRecordBatch: PutRecordBatch, deadline = 60_000) {
  let time = 0;
  const sleep = (ms: number) => {
    time += ms;
    return Promise.resolve();
  };
  return putRecords("archive", RECORDS, {
    putRecordBatch,
    clock: { now: () => time, sleep, random: () => 0.9 },
    deadline,
  });
}

test("all records are sent in one request", async () => {
  const { requests, putRecordBatch } = scripted();
  await put(putRecordBatch);
  expect(requests).toEqual(["abc"]);
});

test("only the records that Firehose did not accept are sent again", async () => {
  const { requests, putRecordBatch } = scripted(
    [undefined, "ServiceUnavailableException", "InternalFailure"],
    [undefined, "InternalFailure"],
  );
  await put(putRecordBatch);
  expect(requests).toEqual(["abc", "bc", "c"]);
});

test("a request without an answer is sent again as a whole", async () => {
  const { requests, putRecordBatch } = scripted(new Error("socket hang up"));
  await put(putRecordBatch);
  expect(requests).toEqual(["abc", "abc"]);
});

test("what is not accepted before the deadline fails, with the number of records and the reason", async () => {
  const errors = [undefined, undefined, "ThrottlingException"];
  const { putRecordBatch } = scripted(errors, ["ThrottlingException"], ["ThrottlingException"]);
  await expect(put(putRecordBatch, 200)).rejects.toThrow(
    "the Firehose stream archive did not accept 1 of 3 records (ThrottlingException)",
  );
});
