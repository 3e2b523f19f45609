import { writersWithAllAccess } from "../../../lambda/search-content/writers-with-all-access";
import { engineAt } from "../../fixtures/engine/client";
import {
  type ScriptedEngine,
  type ScriptedResponse,
  scriptedEngine,
} from "../../fixtures/engine/scripted-engine";

const WRITERS = ["arn:aws:iam::000000000000:role/forwarder", "arn:aws:iam::000000000000:role/replay"];
const [FORWARDER = "", REPLAY = ""] = WRITERS;

let engine: ScriptedEngine;
async function found(response: ScriptedResponse): Promise<readonly string[]> {
  engine = await scriptedEngine({ "GET /_plugins/_security/api/rolesmapping/all_access": response });
  return writersWithAllAccess(engineAt(engine.url), WRITERS);
}
afterEach(() => engine.close());

test.each<[string, object, readonly string[]]>([
  ["a backend role", { backend_roles: ["somebody", FORWARDER] }, [FORWARDER]],
  ["a user", { users: [REPLAY] }, [REPLAY]],
  ["a wildcard for many characters", { backend_roles: ["arn:aws:iam::*:role/*"] }, WRITERS],
  ["a wildcard for one character", { backend_roles: ["arn:aws:iam::000000000000:role/repla?"] }, [REPLAY]],
  ["another role with a similar name", { backend_roles: ["arn:aws:iam::000000000000:role/forwarder-2"] }, []],
  ["a dot, which is no wildcard", { backend_roles: [FORWARDER.replace("iam", "i.m")] }, []],
  ["nobody", {}, []],
])("if all_access is mapped to %s, the writers that match are found", async (_what, mapping, expected) => {
  await expect(found({ body: { all_access: mapping } })).resolves.toEqual(expected);
});

test("an engine without a mapping of all_access has no such writer", async () => {
  await expect(found({ status: 404, body: { status: "NOT_FOUND", message: "not found" } })).resolves.toEqual(
    [],
  );
});

test("an engine that refuses to return the mapping is an error", async () => {
  await expect(found({ status: 403, body: { status: "FORBIDDEN" } })).rejects.toThrow(
    /all_access answered 403/,
  );
});
