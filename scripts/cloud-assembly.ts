/** `cdk synth`, and what the cloud assembly has that it writes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface StackArtifact {
  /** `production/Storage` */
  readonly path: string;
  readonly environment: string;
  /** Relative to the assembly. */
  readonly template: string;
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly displayName?: string;
        readonly properties?: { readonly templateFile?: string; readonly directoryName?: string };
      }
    >
  >;
}

/** Lines that would have the reader name a stack, or repeat the summary. */
const HIDDEN_LINE = /^(?:Successfully synthesized to |Supply a stack id )/;

/**
 * Runs `cdk synth --quiet` in the working directory; its messages go to stderr.
 *
 * @param options of `cdk synth`
 * @returns its exit status
 */
export async function synthesize(options: readonly string[]): Promise<number> {
  const cdk = require.resolve("aws-cdk/bin/cdk");
  const child = spawn(process.execPath, [cdk, "synth", "--quiet", ...options], {
    stdio: ["inherit", "inherit", "pipe"],
  });
  createInterface(child.stderr).on("line", (line) => {
    if (!HIDDEN_LINE.test(line)) console.error(line);
  });
  const [status] = (await once(child, "close")) as [number | null];
  return status ?? 1;
}

/** The stacks of every Stage, in the order of the manifest. */
export function stacksOf(assembly: string): StackArtifact[] {
  return artifactsOf(assembly).flatMap(({ type, properties }) =>
    type === "cdk:cloud-assembly" && properties?.directoryName !== undefined
      ? stacksOfStage(assembly, properties.directoryName)
      : [],
  );
}

function stacksOfStage(assembly: string, folder: string): StackArtifact[] {
  return artifactsOf(join(assembly, folder)).flatMap(({ type, displayName, properties }) =>
    type === "aws:cloudformation:stack" && displayName !== undefined && properties?.templateFile !== undefined
      ? [
          {
            path: displayName,
            environment: displayName.split("/", 1)[0] ?? displayName,
            template: join(folder, properties.templateFile),
          },
        ]
      : [],
  );
}

function artifactsOf(folder: string) {
  const { artifacts } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  return Object.values(artifacts);
}
