import type { StoredVersion } from "../../lambda/archive-manifest/archive-reader";

/** What is wrong with the object that breaks the chain. */
export type BreakKind =
  | "manifest missing"
  | "manifest changed"
  | "manifest reordered"
  | "object changed"
  | "object removed"
  | "object inserted"
  | "object reordered";

/** The first object that breaks the chain. */
export interface ChainBreak {
  readonly kind: BreakKind;
  readonly key: string;
  /** What was found, what was expected, and where the original is, if it is known. */
  readonly detail: string;
}

/** The bucket, as far as it is verified. */
export interface StoredArchive {
  /** Every version and delete marker of the manifests, sorted by key and time. */
  readonly manifests: readonly StoredVersion[];
  /** Every version and delete marker of the archived objects. */
  readonly objects: readonly StoredVersion[];
  /** The bytes of a version of a manifest. */
  readonly read: (version: StoredVersion) => Promise<Uint8Array>;
  /** SHA-256 of a version of an object, in hexadecimal. */
  readonly hash: (version: StoredVersion) => Promise<string>;
}

export interface ChainOptions {
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Only manifests whose hour ends after this time, in milliseconds since the epoch. @default - every manifest */
  readonly since?: number | undefined;
  readonly verifySignature: (signed: Uint8Array, signature: Uint8Array) => boolean;
}

/** For the detail of a break: where the original is. */
export function originalOf(original: StoredVersion | undefined): string {
  return original && !original.isDeleteMarker ? `; the original is the version ${original.versionId}` : "";
}

export function isBreak(value: object): value is ChainBreak {
  return "kind" in value && "detail" in value;
}
