export interface VerifyOptions {
  readonly since?: string;
}
