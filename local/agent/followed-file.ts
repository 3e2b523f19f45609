import type { Stats } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";

/** How far one file was sent, also across renames. */
export interface FilePosition {
  /** Device and inode. */
  readonly id: string;
  /** Bytes that were sent. */
  readonly offset: number;
}

/** A file that has, or had, the followed path. */
export interface Generation extends FilePosition {
  /** Whether a newer file has content: the writer has reopened its files, so the last line here is followed by none. */
  readonly isSuperseded: boolean;
  /** Size when `readUnsent` was last called. */
  readonly size: number;
  /** The content after the offset. A file that became smaller than the offset was truncated: it is read from its start. */
  readUnsent(): Promise<Buffer>;
  /** Moves the offset. A file that no writer can add to is then done, and closed at the next look at the directory. */
  markSent(bytes: number): void;
}

/** A log file that is rotated by renaming it to `<path>.1` and creating a new one. */
export interface FollowedFile {
  readonly path: string;
  /** The files that can have unsent content, oldest first, after a look at the directory. Empty if the path does not exist. */
  generations(): Promise<readonly Generation[]>;
  positions(): readonly FilePosition[];
  close(): Promise<void>;
}

/**
 * The file at the path and the one before it. A writer can add to a renamed file until it reopens its files, which it does
 * before the next rotation.
 */
const FOLLOWED_GENERATIONS = 2;

/**
 * Follows a file across rotation. The first call of `generations` starts with the file at the path, and with the positions
 * that an earlier run saved. From then on no file is missed, however many rotations happen between two calls, as long as it
 * is neither compressed nor deleted before the next call. A file is known by its inode: a file that was deleted while no
 * process followed it, and whose inode another file got, is mistaken for that one.
 */
export function followFile(path: string, saved: readonly FilePosition[]): FollowedFile {
  let followed: OpenFile[] = [];
  let restored = saved;

  return {
    path,
    generations: refresh,
    positions: () => (followed.length > 0 ? followed.map(({ id, offset }) => ({ id, offset })) : restored),
    async close() {
      await closeAll(followed);
      followed = [];
    },
  };

  async function refresh(): Promise<readonly OpenFile[]> {
    const listed = await openListed(path);
    const fresh = new Set(await findFresh(listed));
    for (const file of fresh) file.offset = restored.find(({ id }) => id === file.id)?.offset ?? 0;
    if (fresh.size > 0) restored = [];
    await closeAll(listed.filter((file) => !fresh.has(file)));
    const next = [...followed];
    // Newest first. A followed file can be missing in the list, if it was renamed meanwhile; it keeps its place.
    for (const [index, file] of [...listed.entries()].reverse()) {
      const newer = next.findIndex(({ id }) => id === listed[index + 1]?.id);
      if (fresh.has(file)) next.splice(newer === -1 ? next.length : newer, 0, file);
    }
    const done = next.filter((file) => file.isDone);
    await closeAll(done);
    followed = next.filter((file) => !done.includes(file));
    for (const file of followed.slice(0, -FOLLOWED_GENERATIONS)) file.isFinal = true;
    const sizes = await Promise.all(followed.map(async (file) => (await file.stat()).size));
    for (const [index, file] of followed.entries())
      file.isSuperseded = file.isFinal || sizes.slice(index + 1).some((size) => size > 0);
    // A file without content is left for the next look: the writer could still add to the file before it, and reopen its
    // files, between the two reads. Its lines would be sent in the wrong order.
    return followed.filter((_, index) => index === 0 || (sizes[index] ?? 0) > 0);
  }

  /** The listed files that are newer than the oldest known one, and not known. */
  async function findFresh(listed: readonly OpenFile[]): Promise<readonly OpenFile[]> {
    const isKnown = ({ id }: OpenFile) => [...followed, ...restored].some((position) => position.id === id);
    const isFollowed = ({ id }: OpenFile) => followed.some((file) => file.id === id);
    const current = listed.filter((file) => file.path === path);
    const oldestKnown = listed.findIndex(isKnown);
    if (oldestKnown !== -1) return listed.slice(oldestKnown).filter((file) => !isFollowed(file));
    const newest = await followed.at(-1)?.stat();
    if (newest === undefined) return restored.length > 0 ? listed : current;
    // It still has a name, so it was renamed during the listing. The next call sees it, and the files after it.
    if (newest.nlink > 0) return current;
    const modified = await Promise.all(listed.map(async (file) => (await file.stat()).mtimeMs));
    return listed.filter((file, index) => file.path === path || (modified[index] ?? 0) >= newest.mtimeMs);
  }
}

class OpenFile implements Generation {
  offset = 0;
  size = 0;
  isSuperseded = false;
  /** Whether rotation has moved on so far that no writer can add to the file. */
  isFinal = false;
  isDone = false;

  constructor(
    readonly path: string,
    readonly id: string,
    private readonly handle: FileHandle,
  ) {}

  async readUnsent(): Promise<Buffer> {
    this.size = (await this.stat()).size;
    if (this.size < this.offset) this.offset = 0;
    const length = this.size - this.offset;
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(length), 0, length, this.offset);
    return buffer.subarray(0, bytesRead);
  }

  markSent(bytes: number): void {
    this.offset += bytes;
    this.isDone = this.isFinal;
  }

  stat(): Promise<Stats> {
    return this.handle.stat();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** Opens `<path>.<number>`, highest number first, and then the path: oldest first. */
async function openListed(path: string): Promise<readonly OpenFile[]> {
  const numbers = (await namesIn(dirname(path)))
    .filter((name) => name.startsWith(`${basename(path)}.`))
    .map((name) => name.slice(basename(path).length + 1))
    .filter((suffix) => /^\d+$/.test(suffix))
    .sort((a, b) => Number(b) - Number(a));
  const files: OpenFile[] = [];
  for (const candidate of [...numbers.map((number) => `${path}.${number}`), path]) {
    const file = await openFile(candidate);
    if (file === undefined) continue;
    // Renamed during the listing.
    if (files.some(({ id }) => id === file.id)) await file.close();
    else files.push(file);
  }
  return files;
}

async function openFile(path: string): Promise<OpenFile | undefined> {
  const handle = await ifExists(open(path));
  if (handle === undefined) return undefined;
  const { dev, ino } = await handle.stat({ bigint: true });
  return new OpenFile(path, `${dev}:${ino}`, handle);
}

/** The names in a folder; none if it does not exist. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await ifExists(readdir(folder))) ?? [];
}

async function ifExists<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function closeAll(files: readonly OpenFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.close()));
}
