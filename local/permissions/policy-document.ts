/** A policy of IAM or of a bucket, as AWS returns it. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly Statement[];
}

/** The members that the removal of a permission reads; it keeps all others. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  /** Only in a policy of a resource. */
  readonly Principal?: "*" | Readonly<Record<string, OneOrMore<string>>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<string>>>>>;
}

type OneOrMore<Value> = Value | readonly Value[];

/** One action on one resource that a statement allows. */
export interface Permission {
  /** Position of the statement in its document. */
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
  /** The service through which a key may be used (condition `kms:ViaService`), such as `sqs`. */
  readonly viaService?: string;
}

/** Every permission of every Allow statement. @param applies whether a statement counts */
export function permissionsIn(
  { Statement: statements }: PolicyDocument,
  applies: (statement: Statement) => boolean = () => true,
): Permission[] {
  return statements.flatMap((each, statement) => {
    if (each.Effect !== "Allow" || !applies(each)) return [];
    const service = viaService(each);
    return listOf(each.Action).flatMap((action) =>
      listOf(each.Resource).map((resource) => ({
        ...{ statement, action, resource },
        ...(service !== undefined && { viaService: service }),
      })),
    );
  });
}

/**
 * The document without one permission. All other permissions remain, with their conditions.
 * @throws Error if the statement does not have the permission
 */
export function withoutPermission(
  document: PolicyDocument,
  { statement: index, action, resource }: Permission,
): PolicyDocument {
  return {
    ...document,
    Statement: document.Statement.flatMap((statement, at) =>
      at === index ? withoutActionOn(statement, action, resource) : [statement],
    ),
  };
}

/** Up to two statements: one for the other actions, and one for the action on the other resources. */
function withoutActionOn(statement: Statement, action: string, resource: string): Statement[] {
  const [actions, resources] = [listOf(statement.Action), listOf(statement.Resource)];
  if (!actions.includes(action) || !resources.includes(resource))
    throw new Error(
      `the statement allows ${actions.join(", ")} on ${resources.join(", ")}, expected ${action} on ${resource} among them`,
    );
  const otherActions = actions.filter((each) => each !== action);
  const otherResources = resources.filter((each) => each !== resource);
  // The id of a statement must be unique in its document.
  return [
    ...(otherActions.length > 0 ? [{ ...statement, Action: otherActions }] : []),
    ...(otherResources.length > 0
      ? [{ ...statement, Sid: `${statement.Sid ?? ""}Others`, Action: action, Resource: otherResources }]
      : []),
  ];
}

/** Whether a statement of a resource's policy names a principal. */
export function namesPrincipal({ Principal: principal }: Statement, arn: string): boolean {
  return typeof principal === "object" && listOf(principal["AWS"]).includes(arn);
}

function viaService({ Condition: condition = {} }: Statement): string | undefined {
  const [host] = Object.values(condition).flatMap((keys) => listOf(keys["kms:ViaService"]));
  return host?.split(".")[0];
}

function listOf(value: OneOrMore<string> | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
