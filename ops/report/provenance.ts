import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EnvironmentConfig } from "../../config";
import { OperatorError } from "../cli";
import { canonicalJson } from "./canonical-json";

/** What a report was made from. */
export interface Provenance {
  readonly commit: string;
  /** Time of the commit, in UTC. */
  readonly committedAt: string;
  /** Whether the checkout differs from the commit. */
  readonly hasUncommittedChanges: boolean;
  /** SHA-256 of the environment's configuration with all defaults, in canonical JSON. */
  readonly configurationDigest: string;
  /** Names and versions of the project and of what evaluates it. */
  readonly versions: Readonly<Record<string, string>>;
}

const EVALUATING_PACKAGES = ["aws-cdk-lib", "cdk-nag", "constructs"];
const run = promisify(execFile);

/** @throws OperatorError if the checkout is no git repository with a commit */
export async function provenanceOf(checkout: string, config: EnvironmentConfig): Promise<Provenance> {
  const [commit = "", committedAt = ""] = (await git(checkout, "log", "-1", "--format=%H %cI")).split(" ");
  return {
    commit,
    committedAt: new Date(committedAt).toISOString(),
    hasUncommittedChanges: (await git(checkout, "status", "--porcelain")) !== "",
    configurationDigest: createHash("sha256").update(canonicalJson(config)).digest("hex"),
    versions: {
      "inventorysync-logging": versionIn(checkout, "package.json"),
      ...Object.fromEntries(
        EVALUATING_PACKAGES.map((name) => [name, versionIn(checkout, "node_modules", name, "package.json")]),
      ),
      "Node.js": process.versions.node,
    },
  };
}

async function git(checkout: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run("git", args, { cwd: checkout })).stdout.trim();
  } catch (cause) {
    throw new OperatorError(
      `${checkout} is no git repository with a commit, and the report names the commit; run the command in a clone`,
      { cause },
    );
  }
}

function versionIn(...path: readonly string[]): string {
  return (JSON.parse(readFileSync(join(...path), "utf8")) as { readonly version: string }).version;
}
