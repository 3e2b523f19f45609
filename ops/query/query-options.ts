import type { ParameterValues } from "../../catalog";

export const FORMATS = ["table", "bars", "csv"] as const;

export interface QueryOptions {
  readonly since?: string;
  readonly until?: string;
  readonly shop?: string;
  readonly param?: ParameterValues;
  readonly on?: "opensearch" | "insights";
  readonly tunnel?: string;
  readonly format: (typeof FORMATS)[number];
}
