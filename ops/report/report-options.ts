export interface ReportOptions {
  readonly out?: string;
  readonly evidence?: string;
  readonly repository?: string;
  readonly at?: Date;
}
