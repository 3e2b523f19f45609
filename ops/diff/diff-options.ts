export interface DiffOptions {
  /** A folder with a cloud assembly, or anything that git resolves to a commit. */
  readonly base?: string;
  /** Compare with what is deployed. */
  readonly deployed?: true;
  readonly markdown?: true;
  /** Print every difference, too. */
  readonly full?: true;
}
