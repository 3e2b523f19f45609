import * as fc from "fast-check";
import { decode } from "../../../lambda/forwarder/decode";
import { extractPayloads } from "../../../lambda/forwarder/payloads";
import { ENVIRONMENT, payloadOf } from "../../fixtures/delivery/subscription-event";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { mutated } from "../../fixtures/mutations";

test("every invocation yields a payload, and nothing is thrown", () => {
  const data = mutated(fc.constant(payloadOf([]).toString("base64")));
  const record = mutated(
    fc.record({ kinesis: mutated(fc.record({ data, sequenceNumber: mutated(fc.constant("1")) })) }),
  );
  const invocation = mutated(
    fc.oneof(
      fc.record({ awslogs: mutated(fc.record({ data })) }),
      fc.record({ Records: mutated(fc.array(record, { maxLength: 3 })) }),
    ),
  );
  fc.assert(
    fc.property(invocation, (event) => {
      const payloads = extractPayloads(event);
      expect(payloads).not.toEqual([]);
      for (const { compressed } of payloads)
        expect(["events", "undecodable"]).toContain(decode(compressed, ENVIRONMENT).kind);
    }),
    fuzzParameters(0.05),
  );
});
