/** An object in the engine with a name of the platform's. `PUT` of the body to the path creates or replaces it. */
export interface Document {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}
