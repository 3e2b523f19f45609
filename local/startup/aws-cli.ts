import { spawnSync } from "node:child_process";
import { findOnPath } from "./workspace";

/**
 * By major version, the least minor version of the AWS CLI that reads AWS_ENDPOINT_URL. An earlier version ignores the
 * variable and sends each request to AWS.
 * Source: AWS Developer Tools Blog, "Improved flexibility when configuring endpoint URLs with the AWS SDKs and tools":
 * 1.29.0 or 2.13.0.
 */
const MIN_MINOR: ReadonlyMap<number, number> = new Map([
  [1, 29],
  [2, 13],
]);
const INSTALL =
  "install AWS CLI 2.13.0 or later, or 1.29.0 or later " +
  "(https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)";
/** Twenty times the duration measured on a busy machine. */
const VERSION_TIMEOUT_MS = 20_000;

export type AwsCli =
  | { readonly kind: "usable"; readonly version: string; readonly major: number }
  /** The message states what is required, and where to get it. */
  | { readonly kind: "missing"; readonly message: string }
  /** The message states the file, its version, what is expected, and the remedy. */
  | { readonly kind: "unusable"; readonly message: string };

/** Runs `aws --version`, if `aws` is on PATH. */
export function findAwsCli(): AwsCli {
  const file = findOnPath("aws");
  if (file === undefined)
    return { kind: "missing", message: `aws is not on PATH; ${INSTALL} to run these commands` };
  // Early versions print their version on standard error.
  const { stdout, stderr } = spawnSync(file, ["--version"], {
    encoding: "utf8",
    timeout: VERSION_TIMEOUT_MS,
  });
  return judgeAwsCli(file, `${stdout}\n${stderr}`);
}

/** @param printed what `aws --version` printed, such as `aws-cli/2.27.20 Python/3.13.3 Linux/6.8.0 exe/x86_64` */
export function judgeAwsCli(file: string, printed: string): AwsCli {
  const version = /^aws-cli\/(\S+)/m.exec(printed)?.[1];
  const [major = 0, minor = 0] = (version ?? "").split(".", 2).map(Number);
  if (version === undefined)
    return { kind: "unusable", message: `${file} --version did not print a version; ${INSTALL}` };
  if (!readsEndpointUrl(major, minor)) {
    const effect = "ignores AWS_ENDPOINT_URL and would send the commands to AWS";
    return { kind: "unusable", message: `${file} is version ${version}, which ${effect}; ${INSTALL}` };
  }
  return { kind: "usable", version, major };
}

function readsEndpointUrl(major: number, minor: number): boolean {
  return major > Math.max(...MIN_MINOR.keys()) || minor >= (MIN_MINOR.get(major) ?? Infinity);
}
