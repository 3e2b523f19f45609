import { type Association, GetDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { hostDocumentName } from "../../../catalog";
import { hostGroupConfig, hostTag } from "../../../config";
import { installScript } from "../../../host";
import type { Check, CheckContext } from "../check";
import { restoreByDeployment, failed, notVerifiable, unlessProblems, verified } from "../outcome";
import { ifExists } from "./if-exists";

const documents: Check = {
  id: "host-documents",
  item: "log-directories",
  title: "Systems Manager installs and checks the host files of this version",
  async run(context) {
    const { environment, hosts } = context.config;
    const associations = await context.associations();
    const groups = Object.keys(hosts);
    const problems = await Promise.all(
      groups.flatMap((group) =>
        (["install", "check"] as const).map((document) => problemsOf(context, associations, document, group)),
      ),
    );
    return unlessProblems(
      problems.flat(),
      `the documents install and check of ${groups.join(", ")} contain the script of this version, and have associations to the tagged hosts`,
      restoreByDeployment(environment),
    );
  },
};

async function problemsOf(
  { aws, config }: CheckContext,
  associations: readonly Association[],
  document: "install" | "check",
  group: string,
): Promise<readonly string[]> {
  const name = hostDocumentName(config.environment, document, group);
  const found = await ifExists(
    new SSMClient(aws).send(new GetDocumentCommand({ Name: name, DocumentVersion: "$LATEST" })),
    "InvalidDocument",
  );
  if (!found) return [`the document ${name} does not exist`];
  const { key, value } = hostTag(config.environment, group, hostGroupConfig(config, group).tag);
  const targets = associations.find(({ AssociationName }) => AssociationName === name)?.Targets;
  const hasTag = targets?.some(({ Key, Values }) => Key === `tag:${key}` && Values?.includes(value)) ?? false;
  return [
    ...(contains(found.Content, installScript(config, group))
      ? []
      : [`the document ${name} contains another script`]),
    ...(hasTag ? [] : [`the document ${name} has no association to the hosts with the tag ${key}=${value}`]),
  ];
}

interface DocumentContent {
  readonly mainSteps?: readonly { readonly inputs?: { readonly runCommand?: readonly string[] } }[];
}

/** The first line of the command sets the arguments of the script. */
function contains(content: string | undefined, script: string): boolean {
  const { mainSteps } = JSON.parse(content ?? "{}") as DocumentContent;
  const [, ...lines] = mainSteps?.[0]?.inputs?.runCommand ?? [];
  return lines.join("\n") === script.trimEnd();
}

/** Each host runs the document `check` every hour. It compares directories, log rotation, environment file and agent. */
function hostCheck(id: Check["id"], item: Check["item"], title: string): Check {
  return {
    id,
    item,
    title,
    async run(context) {
      const { environment, hosts } = context.config;
      const associations = await context.associations();
      const counts = Object.keys(hosts).map((group) => {
        const name = hostDocumentName(environment, "check", group);
        return {
          name,
          group,
          counts:
            associations.find(({ AssociationName }) => AssociationName === name)?.Overview
              ?.AssociationStatusAggregatedCount ?? {},
        };
      });
      const failing = counts.filter(({ counts: { Failed = 0 } }) => Failed > 0);
      if (failing.length > 0)
        return failed(
          failing
            .map(({ name, counts: { Failed } }) => `${Failed} hosts differ, according to ${name}`)
            .join("; "),
          "the output of the association in Systems Manager names each file that differs: see docs/hosts.md",
        );
      const unknown = counts.filter(({ counts: { Success = 0 } }) => Success === 0);
      if (unknown.length > 0)
        return notVerifiable(
          `no host of ${unknown.map(({ group }) => group).join(", ")} has reported a result to Systems Manager`,
          "start a host with the tag of its group, and wait an hour; or run install.sh --check on the host (docs/hosts.md)",
        );
      return verified(
        counts.map(({ name, counts: { Success } }) => `${Success} hosts passed ${name}`).join("; "),
      );
    },
  };
}

export const hosts: readonly Check[] = [
  hostCheck(
    "host-environment",
    "environment-variables",
    "the hosts have the environment file of the application",
  ),
  documents,
  hostCheck(
    "log-directories",
    "log-directories",
    "the hosts have the log directory, with its owner and mode",
  ),
  hostCheck("log-rotation", "log-rotation", "the hosts rotate the log files"),
];
