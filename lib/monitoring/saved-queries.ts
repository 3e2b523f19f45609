import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { insightsValue, type LogId, type Question, QUESTIONS, savedQueryName } from "../../catalog";

export interface SavedQueriesProps {
  readonly environment: string;
  readonly groups: Readonly<Record<LogId, logs.ILogGroup>>;
  /**
   * The log group of a forwarder, whose lines summarize invocations.
   * @default - no saved query for the questions about these lines
   */
  readonly forwarderLogGroupName?: string | undefined;
}

/**
 * One saved query of CloudWatch Logs Insights for each question, with its parameters and log groups. They are in a
 * folder of the environment, because an account can contain several environments. An account can have 1,000 saved
 * queries in a region. Source: Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas".
 */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);

    for (const question of QUESTIONS as readonly Question[]) {
      const logGroupNames = logGroupNamesOf(question, props);
      if (logGroupNames.length === 0) continue;
      new logs.CfnQueryDefinition(this, question.id, {
        name: savedQueryName(props.environment, question.title),
        queryString: question.insights.query,
        logGroupNames: [...logGroupNames],
        ...(question.parameters.length > 0 && { parameters: parametersOf(question) }),
      });
    }
  }
}

function logGroupNamesOf(
  { logs: ids, insights }: Question,
  { groups, forwarderLogGroupName }: SavedQueriesProps,
): readonly string[] {
  if (insights.source !== "forwarder") return ids.map((id) => groups[id].logGroupName);
  return forwarderLogGroupName === undefined ? [] : [forwarderLogGroupName];
}

function parametersOf({ parameters }: Question): logs.CfnQueryDefinition.QueryParameterProperty[] {
  return parameters.map((parameter) => ({
    name: parameter.name,
    description: parameter.description,
    ...(!parameter.required && { defaultValue: insightsValue(parameter, parameter.default) }),
  }));
}
