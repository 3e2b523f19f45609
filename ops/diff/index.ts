import type { Command } from "commander";
import { environmentCommand, type Io, requireCheckout } from "../cli";
import type { DiffOptions } from "./diff-options";

/** `logs diff <environment>`: the graded difference of this checkout from a base. */
export function diffCommand(io: Io): Command {
  return environmentCommand<DiffOptions>(
    io,
    {
      name: "diff",
      summary: "grade what a change does to the stacks: block, review, note",
      description:
        "Compares the stacks of this checkout with those of a base, and grades each difference: block (data or its " +
        "protection may be lost), review (a person must agree) or note. A finding states what changes, from and to which " +
        "value, why it matters and what to do. Synthesizes both sides itself and needs no AWS account, except for " +
        "--deployed, which reads the templates of the deployed stacks. An approval in config/approvals.ts lifts a block.",
      examples: [
        ["diff production --base main", "this checkout, with uncommitted changes, and a git ref"],
        ["diff production --base ../main/cdk.out", "this checkout and a cloud assembly"],
        ["diff production --deployed", "this checkout and the deployed stacks"],
        ["diff production --base main --markdown", "the same as text of a pull request"],
        ["diff production --base main --full", "with every difference, as npx cdk diff prints it"],
      ],
      negative: "at least one difference blocks",
      review: "a difference needs a review, and none blocks",
    },
    async () => {
      requireCheckout("diff");
      return (await import("./diff-environment")).diffEnvironment;
    },
  )
    .option("--base <assembly or git ref>", "folder of a cloud assembly, or a branch, tag or commit")
    .option("--deployed", "compare with the deployed stacks")
    .option("--markdown", "print Markdown, for a pull request")
    .option("--full", "print every difference, too, as npx cdk diff does");
}
