export interface TailOptions {
  readonly follow?: true;
  readonly since: string;
  readonly lines: number;
  readonly level?: string;
  readonly grep?: string;
  readonly shop?: string;
  readonly request?: string;
}
