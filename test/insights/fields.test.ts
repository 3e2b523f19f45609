import { ask, eventAt, logEvents, START, valueOf } from "./log-events";

// The example JSON event of the CloudWatch Logs User Guide, "Supported logs and discovered fields", shortened.
const START_INSTANCES = {
  eventVersion: "1.0",
  userIdentity: { type: "IAMUser", userName: "Alice" },
  requestParameters: { instancesSet: { items: [{ instanceId: "i-abcde123" }] } },
  responseElements: {
    instancesSet: { items: [{ instanceId: "i-abcde123", currentState: { code: 0, name: "pending" } }] },
  },
};

describe('discovered fields ("Supported logs and discovered fields")', () => {
  test("a nested key is a field with dots in its name", () => {
    expect(valueOf("userIdentity.type", START_INSTANCES)).toBe("IAMUser");
  });

  test("an item of an array is a field with its position in its name", () => {
    const query = `fields @timestamp, @message
      | filter requestParameters.instancesSet.items.0.instanceId="i-abcde123"
      | sort @timestamp desc`;
    const [matching, other] = [START_INSTANCES, { requestParameters: { instancesSet: { items: [] } } }];
    expect(ask(query, logEvents(other, matching))).toEqual([
      { "@timestamp": "2026-11-26 15:00:01.000", "@message": JSON.stringify(matching) },
    ]);
  });

  test("a number within an array keeps its type", () => {
    expect(valueOf("responseElements.instancesSet.items.0.currentState.code", START_INSTANCES)).toBe(0);
  });

  test("a name that begins with @ gets a second @", () => {
    const message = { "@example.com": "doubled", "@timestamp": "from the message" };
    expect(valueOf("@@example.com", message)).toBe("doubled");
    expect(valueOf("@@timestamp", message)).toBe("from the message");
    expect(valueOf("@timestamp", message)).toBe("2026-11-26 15:00:00.000");
  });

  test("only the first 200 fields of a message are extracted", () => {
    const message = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, index]));
    expect(valueOf("f199", message)).toBe(199);
    expect(valueOf("f200", message)).toBeUndefined();
  });

  test("JSON in a string is one value", () => {
    const message = { api: { request: { data: '{"startTime":1234,"endTime":5678}' } } };
    expect(valueOf("api.request.data", message)).toBe('{"startTime":1234,"endTime":5678}');
    expect(valueOf("api.request.data.startTime", message)).toBeUndefined();
  });

  test("a message that is not JSON has only system fields", () => {
    const query = "fields @message, @log, @logStream, @ingestionTime, level";
    expect(ask(query, [eventAt(START + 123, "plain text")])).toEqual([
      {
        "@message": "plain text",
        "@log": "000000000000:/inventorysync/test",
        "@logStream": "stream-1",
        "@ingestionTime": "2026-11-26 15:00:00.123",
      },
    ]);
  });
});

describe("field names", () => {
  test('a name with a hyphen needs backticks ("Fields that contain special characters")', () => {
    const message = { "foo-bar": "whole", foo: 5, bar: 2 };
    expect(valueOf("`foo-bar`", message)).toBe("whole");
    expect(valueOf("foo-bar", message)).toBe(3);
  });

  test("a name in backticks is a column without them", () => {
    expect(ask("fields `foo-bar`", logEvents({ "foo-bar": 1 }))).toEqual([{ "foo-bar": 1 }]);
  });
});

describe("values of JSON", () => {
  test("booleans are 1 and 0, and the words true and false too", () => {
    const events = logEvents({ cold: true }, { cold: false }, {});
    expect(ask("fields cold | sort @timestamp asc", events)).toEqual([{ cold: 1 }, { cold: 0 }, {}]);
    expect(ask("filter cold = true | stats count(*) as n", events)).toEqual([{ n: 1 }]);
    expect(ask("filter cold = 0 | stats count(*) as n", events)).toEqual([{ n: 1 }]);
  });

  test("of two leaves with the same name, the first counts", () => {
    expect(valueOf("a.b", { "a.b": "first", a: { b: "second" } })).toBe("first");
  });

  test("null, an object and an array are absent", () => {
    const events = logEvents({ value: null }, { value: { a: 1 } }, { value: [1] }, { value: "" });
    expect(ask("stats count(value) as present, count(*) as events", events)).toEqual([
      { present: 1, events: 4 },
    ]);
  });
});
