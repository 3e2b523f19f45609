/** A test by its file and its exact title, or a command by which a reviewer sees the property. */
export type Evidence =
  | { readonly kind: "test"; readonly file: string; readonly title: string }
  | { readonly kind: "command"; readonly command: string };

/** A property of the platform that fulfils a part of one or more controls. */
export interface BuiltMeasure {
  /** What provides the property: an export of a file, or, without a name, the file or folder as a whole. */
  readonly construct: { readonly file: string; readonly name?: string };
  /** One sentence that can be true or false. */
  readonly property: string;
  readonly evidence: readonly Evidence[];
}

/** A property that controls need and that nothing provides yet. */
export interface MissingMeasure {
  readonly construct: undefined;
  readonly property: string;
}

export type Measure = BuiltMeasure | MissingMeasure;
