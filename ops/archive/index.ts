import type { Command } from "commander";
import { environmentCommand, type Io } from "../cli";
import type { VerifyOptions } from "./verify-options";

/** `logs verify <environment>`: whether the audit archive is as it was written. */
export function verifyCommand(io: Io): Command {
  return environmentCommand<VerifyOptions>(
    io,
    {
      name: "verify",
      summary: "prove that the audit archive was not changed",
      description:
        "Reads the chain of hourly manifests of the audit archive, and every object that they list. Proves that each " +
        "manifest has a valid signature and the digest of its predecessor, that none is missing, and that each object " +
        "exists once, with the size, ETag and SHA-256 of its manifest. Otherwise names the first object that breaks the " +
        "chain. Objects whose retention has ended may be gone. Changes nothing, and prints no log text. " +
        "What it proves, and what it does not: docs/archive.md.",
      examples: [
        ["verify production", "the whole archive"],
        ["verify production --since 7d", "the manifests and objects of the last week"],
        ["verify production --json", "as JSON, for a record of evidence"],
      ],
      negative: "an object or a manifest was changed, removed, inserted or reordered",
    },
    async () => (await import("./verify")).verify,
  ).option("--since <time>", "start of the time window: 24h, 7d, or RFC 3339 (default: the first manifest)");
}
