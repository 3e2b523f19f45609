import { HOST_CAUSES } from "../../host";
import { CHECK_IDS } from "../../ops/check/check-ids";
import { type Symptom, SYMPTOMS } from "../../ops/doctor/symptoms";
import { code, table } from "./markdown";

/** The symptoms, each with a link to its section. */
export function symptomTable(): string {
  return table(
    ["symptom", "what it looks like", "command"],
    SYMPTOMS.map(({ id, title, description }) => [
      `[${title}](#${title.toLowerCase().replaceAll(" ", "-")})`,
      description,
      code(`npx logs doctor production ${id}`),
    ]),
  );
}

/** A section for each symptom, with its causes in the order in which the command prints them. */
export function symptomSections(): string {
  return SYMPTOMS.map(symptomSection).join("\n\n");
}

function symptomSection({ id, title, description, causes }: Symptom): string {
  return [
    `## ${title}`,
    `${description.slice(0, 1).toUpperCase()}${description.slice(1)}.`,
    `\`\`\`sh\nnpx logs doctor production ${id}\n\`\`\``,
    table(
      ["cause", "id", "found by", "what to do"],
      causes.map((cause) => [cause.statement, code(cause.id), foundBy(cause.id), cause.remedy]),
    ),
  ].join("\n\n");
}

function foundBy(id: string): string {
  if ((HOST_CAUSES as readonly string[]).includes(id)) return "`doctor.sh` on the host";
  return (CHECK_IDS as readonly string[]).includes(id) ? "`npx logs check`" : "`npx logs doctor`";
}
