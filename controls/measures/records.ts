import { testIn } from "../evidence";
import type { Measure } from "../measure";

const FORMATTER = "examples/fastapi/tests/test_record_formatter.py";

/** What a log record contains. */
export const RECORD_MEASURES = {
  "record-schema": {
    construct: { file: "catalog/fields.ts", name: "FIELDS" },
    property:
      "a record has time in UTC, level, logger, event, actor, resource, reason, source, request and trace ids",
    evidence: [
      testIn("test/catalog/record.test.ts", "a record of every field is accepted as it is"),
      testIn(FORMATTER, "test_the_fields_are_those_of_the_schema"),
    ],
  },
  "utc-time": {
    construct: { file: "examples/fastapi/inventorysync" },
    property: "the application writes its times in UTC, and the agent keeps them",
    evidence: [
      testIn(FORMATTER, "test_a_line_starts_with_its_time_in_utc"),
      testIn("test/host/agent-configuration.test.ts", "the agent finds the time of a record"),
    ],
  },
  "audit-events": {
    construct: { file: "catalog/events.ts", name: "EVENTS" },
    property:
      "the security and audit logs have stable fields and event names for denied sign-ins, and for who read or changed which data",
    evidence: [
      testIn(
        "test/docs/questions.test.ts",
        "every event that questions search for is in the table of events",
      ),
      testIn("test/catalog/logs.test.ts", "audit and security are audit logs"),
    ],
  },
  "no-secrets-logged": {
    construct: { file: "examples/fastapi/inventorysync" },
    property: "the sample application logs neither passwords nor bodies of requests",
    evidence: [testIn("examples/fastapi/tests/test_server.py", "test_a_password_is_in_no_log")],
  },
  "structured-json": {
    construct: { file: "catalog/record.ts", name: "logRecordSchema" },
    property:
      "each record is one line of JSON of a published schema, so that no text can forge another record",
    evidence: [
      testIn(FORMATTER, "test_a_line_break_in_a_text_begins_no_other_line"),
      testIn("test/catalog/record.test.ts", "the JSON Schema gives the limits of the catalogue"),
    ],
  },
  "error-handling": {
    construct: { file: "examples/fastapi/inventorysync" },
    property: "an unhandled error is one record with its traceback and the id of its request",
    evidence: [
      testIn(
        "examples/fastapi/tests/test_server.py",
        "test_an_unhandled_error_is_one_line_with_its_traceback",
      ),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;
