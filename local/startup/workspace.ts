import { createHash, randomUUID } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Root folder of the repository. */
export const PROJECT_FOLDER = join(__dirname, "../..");
/** The platform's own installations. Git ignores this folder, and it can be deleted at any time. */
const INSTALL_FOLDER = join(PROJECT_FOLDER, ".work");
const RUN_PREFIX = "inventorysync-local-";

/** What identifies an installation. */
export interface Installation {
  /** Short name of the installation. */
  readonly name: string;
  /** Everything that determines the content of the installation, as texts: versions, checksums, lock files. */
  readonly inputs: readonly string[];
  /**
   * Whether another user must be able to read the folder.
   * @default false
   */
  readonly readableByOtherUsers?: boolean;
}

export interface InstallOptions extends Installation {
  /** Fills the given empty folder. The folder is renamed afterwards, so the content must not depend on its name. */
  readonly install: (folder: string) => Promise<void>;
}

/**
 * Installs something once and returns its folder. The installation happens in a temporary folder that is renamed at the
 * end. An interrupted installation therefore leaves no incomplete folder, and of two concurrent installations the first
 * to finish is used.
 */
export async function installOnce({ install, ...installation }: InstallOptions): Promise<string> {
  const folder = installationFolder(installation);
  if (existsSync(folder)) return folder;
  const unfinished = join(dirname(folder), `unfinished-${process.pid}-${randomUUID()}`);
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

/** Whether `installOnce` has already installed it. */
export function isInstalled(installation: Installation): boolean {
  return existsSync(installationFolder(installation));
}

function installationFolder({ name, inputs, readableByOtherUsers = false }: Installation): string {
  const digest = createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 12);
  const base =
    readableByOtherUsers && !isTraversableByOthers(PROJECT_FOLDER)
      ? join(tmpdir(), `${RUN_PREFIX}shared`)
      : INSTALL_FOLDER;
  return join(base, `${name}-${digest}`);
}

/**
 * Creates the folder of one run, for data, logs and certificates. It is outside the repository, so that a function
 * under test finds no `node_modules` that was not deployed with it.
 */
export async function createRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${RUN_PREFIX}${process.pid}-`));
  // The search engine's user must reach its own folder, but cannot list this one.
  await chmod(folder, 0o711);
  return folder;
}

/** Removes the folders of runs and installations that were killed before they could clean up. */
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

/** Whether any user can enter a folder, which requires the execute permission on every parent folder. */
export function isTraversableByOthers(folder: string): boolean {
  const { mode } = statSync(folder);
  const parent = dirname(folder);
  return (mode & constants.S_IXOTH) !== 0 && (parent === folder || isTraversableByOthers(parent));
}

/** Path of the first executable on PATH with this name. */
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
