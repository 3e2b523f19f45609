import type { Resource } from "../change";
import { isObject, listOf, withoutIntrinsics } from "../values";
import type { Condition, Grant } from "./grant";

type JsonObject = Readonly<Record<string, unknown>>;

/** The grants of every policy of a resource, by the property that contains it. */
export function grantsOf(resource: Resource | undefined): ReadonlyMap<string, readonly Grant[]> {
  if (!resource) return new Map();
  const properties = withoutIntrinsics(resource.Properties ?? {}) as JsonObject;
  if (resource.Type === "AWS::Lambda::Permission") return new Map([["Permission", permission(properties)]]);
  return new Map(
    Object.entries(properties).flatMap(([name, value]) => {
      // It masks data, and grants nothing.
      if (name === "DataProtectionPolicy") return [];
      const grants = documentsIn(value).flatMap(statements);
      return grants.length > 0 ? [[name, grants] as const] : [];
    }),
  );
}

/** Policies that a property contains: as an object, as JSON text, or in the list of a role's inline policies. */
function documentsIn(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value))
    return value.filter(isObject).flatMap(({ PolicyDocument }) => documentsIn(PolicyDocument));
  const document = typeof value === "string" && value.startsWith("{") ? parsed(value) : value;
  return isObject(document) && "Statement" in document ? [document] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statements(document: JsonObject): readonly Grant[] {
  return listOf(document["Statement"])
    .filter(isObject)
    .flatMap((statement) => {
      const conditions = conditionsOf(statement["Condition"]);
      const effect = statement["Effect"] === "Deny" ? "Deny" : "Allow";
      return principals(statement).flatMap((principal) =>
        part(statement, "Action").flatMap((action) =>
          part(statement, "Resource", "the resource itself").map((resource): Grant => ({
            effect,
            principal,
            action,
            resource,
            conditions,
          })),
        ),
      );
    });
}

/** @param unset what a statement without this part is about */
function part(statement: JsonObject, name: string, unset = ""): readonly string[] {
  const negated = listOf(statement[`Not${name}`]).map(String);
  if (negated.length > 0) return [`not ${negated.join(", ")}`];
  const values = listOf(statement[name]).map(String);
  return values.length > 0 ? values : [unset];
}

function principals(statement: JsonObject): readonly string[] {
  const { NotPrincipal, Principal } = statement;
  if (NotPrincipal !== undefined) return [`not ${JSON.stringify(NotPrincipal)}`];
  if (Principal === undefined) return [""];
  if (typeof Principal === "string") return [Principal];
  return Object.entries(Principal as JsonObject).flatMap(([kind, names]) =>
    listOf(names).map((name) => (name === "*" ? "*" : `${kind}:${String(name)}`)),
  );
}

function conditionsOf(condition: unknown): readonly Condition[] {
  return Object.entries(isObject(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      key,
      values: listOf(values).map(String),
    })),
  );
}

/** The permission to invoke a function. */
function permission({
  Principal,
  Action,
  FunctionName,
  SourceArn,
  SourceAccount,
}: JsonObject): readonly Grant[] {
  const conditions = [
    { operator: "ArnLike", key: "aws:SourceArn", value: SourceArn },
    { operator: "StringEquals", key: "aws:SourceAccount", value: SourceAccount },
  ]
    .filter(({ value }) => value !== undefined)
    .map(({ operator, key, value }) => ({ operator, key, values: [String(value)] }));
  return [
    {
      effect: "Allow",
      principal: String(Principal),
      action: String(Action),
      resource: String(FunctionName),
      conditions,
    },
  ];
}
