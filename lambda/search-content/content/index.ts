import { accessLog } from "./access-log";
import type { Document } from "../document";
import { pipeline } from "./pipeline";
import { policies, type Policy, type RetentionDaysByLog } from "./policies";
import { type RoleOptions, roles } from "./roles";
import { savedQueries } from "./saved-queries";
import { type TemplateOptions, type Templates, templates } from "./templates";

export type { Policy, RetentionDaysByLog };

export interface ContentOptions extends RoleOptions, TemplateOptions {
  readonly retentionDays: RetentionDaysByLog;
}

/** All that an engine holds for an environment, besides its records. */
export interface Content {
  readonly roles: readonly Document[];
  readonly accessLog: Document;
  readonly pipeline: Document;
  readonly templates: Templates;
  readonly policies: readonly Policy[];
  readonly savedQueries: readonly Document[];
}

/** What the catalogue says an engine should hold. */
export function content(options: ContentOptions): Content {
  const { environment, retentionDays } = options;
  return {
    roles: roles(options),
    accessLog: accessLog(options.writers),
    pipeline: pipeline(environment),
    templates: templates(options),
    policies: policies(environment, retentionDays),
    savedQueries: savedQueries(environment),
  };
}
