import { createHash, randomUUID } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The checkout. */
export const PROJECT_FOLDER = join(__dirname, "../..");
/** What the platform installs for itself stands here; git does not see it, and it may be deleted at any time. */
const INSTALL_FOLDER = join(PROJECT_FOLDER, ".work");
const RUN_PREFIX = "inventorysync-local-";

export interface InstallOptions {
  /** Short name of what is installed. */
  readonly name: string;
  /** All that decides what is installed, as texts: versions, checksums, lock files. */
  readonly inputs: readonly string[];
  /**
   * Another user has to be able to read it.
   * @default false
   */
  readonly readableByOtherUsers?: boolean;
  /** Fills the empty folder it is given, and does not rely on its name. */
  readonly install: (folder: string) => Promise<void>;
}

/**
 * Installs something once and gives its folder. It comes into being under another name and is renamed when it is
 * whole, so an interrupted installation leaves nothing behind, and of two at once the first wins.
 */
export async function installOnce({
  name,
  inputs,
  readableByOtherUsers = false,
  install,
}: InstallOptions): Promise<string> {
  const digest = createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 12);
  const base =
    readableByOtherUsers && !isTraversableByOthers(PROJECT_FOLDER)
      ? join(tmpdir(), `${RUN_PREFIX}shared`)
      : INSTALL_FOLDER;
  const folder = join(base, `${name}-${digest}`);
  if (existsSync(folder)) return folder;
  const unfinished = join(base, `unfinished-${process.pid}-${randomUUID()}`);
  await mkdir(unfinished, { recursive: true });
  try {
    await install(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * A new folder for one run: its data, logs and certificates. It stands outside the checkout, where a function under
 * test finds no `node_modules` that was not deployed with it.
 */
export async function createRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${RUN_PREFIX}${process.pid}-`));
  // The search engine's user has to get to its own folder; what else is in here it cannot list.
  await chmod(folder, 0o711);
  return folder;
}

/** Removes what runs and installations left behind that were killed before they could tidy up. */
export function removeStaleFolders(): void {
  for (const [folder, prefix] of [
    [tmpdir(), RUN_PREFIX],
    [INSTALL_FOLDER, "unfinished-"],
  ] as const) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const pid = Number(
        /^(\d+)-/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "")?.[1] ?? Number.NaN,
      );
      if (Number.isNaN(pid) || isProcessAlive(pid) || !isOwnedByThisUser(join(folder, name))) continue;
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Whether any user may go down to a folder: every folder on the way lets them. */
export function isTraversableByOthers(folder: string): boolean {
  const { mode } = statSync(folder);
  const parent = dirname(folder);
  return (mode & constants.S_IXOTH) !== 0 && (parent === folder || isTraversableByOthers(parent));
}

/** The first folder of PATH that has an executable of this name, with the name. */
export function findOnPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(":")
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isOwnedByThisUser(path: string): boolean {
  return statSync(path).uid === process.getuid?.();
}
