import fc from "fast-check";
import { generateLines } from "../../../local/traffic/generate-lines";
import { askedLines } from "../../../local/verify/expected-answers";

const now = Date.parse("2026-03-01T12:00:00Z");

test("no line of the request that is asked for has a planted secret, so its messages arrive as written", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const lines = generateLines({ seed, lines: 500, now });
      const { requestId } = askedLines(lines, now);

      const linesOfRequest = lines.filter(({ record }) => record?.request_id === requestId);
      expect(linesOfRequest).not.toEqual([]);
      expect(linesOfRequest.filter(({ plantedSecret }) => plantedSecret)).toEqual([]);
    }),
  );
});
