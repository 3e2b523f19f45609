import { isDeepStrictEqual } from "node:util";
import type { SavedObject } from "./content";
import { type EngineClient, type EngineRequest, UNAVAILABLE_STATUSES } from "./engine-client";
import { EngineError } from "./engine-error";

/**
 * OpenSearch Dashboards of a domain is at the domain's address. Source: Amazon OpenSearch Service Developer Guide, "Using
 * OpenSearch Dashboards with Amazon OpenSearch Service".
 */
const DASHBOARDS = "/_dashboards";
export const DASHBOARDS_STATUS = `${DASHBOARDS}/api/status`;
export const SAVED_OBJECTS = `${DASHBOARDS}/api/saved_objects`;

/**
 * Dashboards rejects a change without the header `osd-xsrf`. The global tenant is the one that all users share. Sources:
 * OpenSearch Dashboards, src/core/server/http/lifecycle_handlers.ts; security-dashboards-plugin,
 * server/multitenancy/tenant_resolver.ts.
 */
const HEADERS = { "osd-xsrf": "true", securitytenant: "global" } as const;

/** The result for an engine with Dashboards, or why it has none. */
export type DashboardsResult =
  | { readonly written: number; readonly unchanged: number }
  | { readonly unavailable: string; readonly mayLackPermission: boolean };

/** The answers of an engine to an unknown path. Another one may mean that Dashboards exists and denies the caller. */
const ABSENT_STATUSES: ReadonlySet<number | undefined> = new Set([400, 404, 405]);

/** An object in a response of Dashboards; `error` instead of the attributes, despite status 200 of the response. */
interface ObjectResponse extends Pick<SavedObject, "type" | "id"> {
  readonly attributes?: SavedObject["attributes"];
  readonly references?: SavedObject["references"];
  readonly error?: { readonly statusCode: number; readonly message?: unknown };
}

/**
 * Writes the saved objects that are missing or different into the global tenant, and changes no other object.
 *
 * Requests have no query parameters: OpenSearch Service ignores those of a signed POST, so `_bulk_create` could not
 * overwrite. Source: Amazon OpenSearch Service Developer Guide, "Making and signing OpenSearch Service requests".
 *
 * @throws EngineError if Dashboards remains unavailable or rejects an object
 */
export async function applySavedObjects(
  engine: EngineClient,
  desired: readonly SavedObject[],
): Promise<DashboardsResult> {
  const absence = await findAbsence(engine);
  if (absence !== undefined) return absence;

  const keys = desired.map(({ type, id }) => ({ type, id }));
  const existing = new Map(
    (await sendObjects(engine, { method: "POST", path: `${SAVED_OBJECTS}/_bulk_get`, body: keys }, [404]))
      .filter(({ error }) => error === undefined)
      .map((object) => [keyOf(object), object]),
  );
  const missing = desired.filter((object) => !existing.has(keyOf(object)));
  const different = desired.filter((object) => {
    const found = existing.get(keyOf(object));
    return found !== undefined && !hasContentOf(found, object);
  });
  if (missing.length > 0)
    await sendObjects(engine, { method: "POST", path: `${SAVED_OBJECTS}/_bulk_create`, body: missing });
  if (different.length > 0)
    await sendObjects(engine, { method: "PUT", path: `${SAVED_OBJECTS}/_bulk_update`, body: different });
  const written = missing.length + different.length;
  return { written, unchanged: desired.length - written };
}

/** Undefined if the engine has Dashboards. An engine without Dashboards rejects the unknown path. */
async function findAbsence(
  engine: EngineClient,
): Promise<{ readonly unavailable: string; readonly mayLackPermission: boolean } | undefined> {
  try {
    const response = await engine.waitUntilAvailable<unknown>({
      path: DASHBOARDS_STATUS,
      headers: HEADERS,
    });
    const isStatus = typeof response === "object" && response !== null && "version" in response;
    return isStatus
      ? undefined
      : { unavailable: "the answer is not the status of Dashboards", mayLackPermission: false };
  } catch (error) {
    if (error instanceof EngineError && !UNAVAILABLE_STATUSES.has(error.status))
      return {
        unavailable: `the answer has status ${error.status}`,
        mayLackPermission: !ABSENT_STATUSES.has(error.status),
      };
    throw error;
  }
}

/** @throws EngineError for the first object with an error whose status is not accepted */
async function sendObjects(
  engine: EngineClient,
  request: Pick<EngineRequest, "method" | "path" | "body">,
  accepted: readonly number[] = [],
): Promise<readonly ObjectResponse[]> {
  const { saved_objects: objects } = await engine.send<{ readonly saved_objects: readonly ObjectResponse[] }>(
    { ...request, headers: HEADERS },
  );
  const rejected = objects.find(({ error }) => error && !accepted.includes(error.statusCode));
  if (rejected?.error) {
    const { statusCode, message } = rejected.error;
    const reason = typeof message === "string" ? `: ${message}` : "";
    throw new EngineError(request.method, request.path, statusCode, `${keyOf(rejected)}${reason}`);
  }
  return objects;
}

function keyOf({ type, id }: Pick<SavedObject, "type" | "id">): string {
  return `${type} ${id}`;
}

/** An update merges attributes, so that attributes which Dashboards added would remain different. They are not compared. */
function hasContentOf({ attributes = {}, references }: ObjectResponse, desired: SavedObject): boolean {
  return (
    Object.entries(desired.attributes).every(([name, value]) => isDeepStrictEqual(attributes[name], value)) &&
    isDeepStrictEqual(references, desired.references)
  );
}
