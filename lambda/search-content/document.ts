/** One thing an engine holds under a name of ours: `PUT` of the body to the path makes it, or makes it so again. */
export interface Document {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}
