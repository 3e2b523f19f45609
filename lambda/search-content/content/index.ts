import type { Document } from "../document";
import { auditLogging } from "./audit-logging";
import { type IndexTemplateOptions, type IndexTemplates, indexTemplates } from "./index-templates";
import { ingestPipeline } from "./ingest-pipeline";
import { policies, type Policy, type RetentionDaysByLog } from "./policies";
import { type RoleOptions, roles } from "./roles";
import { type SavedObject, savedObjects } from "./saved-objects";
import { searchTemplates } from "./search-templates";

export type { Policy, RetentionDaysByLog, SavedObject };

export interface ContentOptions extends RoleOptions, IndexTemplateOptions {
  readonly retentionDays: RetentionDaysByLog;
}

/** The content of an engine for one environment, except its records. */
export interface Content {
  readonly roles: readonly Document[];
  readonly auditLogging: Document;
  readonly ingestPipeline: Document;
  readonly indexTemplates: IndexTemplates;
  readonly policies: readonly Policy[];
  readonly searchTemplates: readonly Document[];
  readonly savedObjects: readonly SavedObject[];
}

/** The content that the catalogue defines. */
export function content(options: ContentOptions): Content {
  const { environment, retentionDays } = options;
  return {
    roles: roles(options),
    auditLogging: auditLogging(options.writers),
    ingestPipeline: ingestPipeline(environment),
    indexTemplates: indexTemplates(options),
    policies: policies(environment, retentionDays),
    searchTemplates: searchTemplates(environment),
    savedObjects: savedObjects(environment),
  };
}
