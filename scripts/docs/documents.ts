import type { Plugin } from "prettier";
import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import * as markdown from "prettier/plugins/markdown";
import { format } from "prettier/standalone";
import prettierOptions from "../../.prettierrc.json";
import { alarmTable, logAlarmTable, mutedList, suppressedTable, thresholdTable } from "./alarms";
import { ownRuleTable, reasonTable, ruleTable } from "./compliance";
import { settingTable, variableTable, wrongConfiguration } from "./configuration";
import { controlSummary, controlTables, measureList } from "./controls";
import { assumptionTable, costTable, monitoringTable, priceTable } from "./cost";
import { dashboardQuestionTable } from "./dashboard";
import { datadogDashboard, datadogFacets, questionsWithoutDatadog } from "./datadog-dashboard";
import { diffRuleTable } from "./diff-rules";
import {
  countedLevelKeys,
  fieldTable,
  jsonSchema,
  levelTable,
  logMetricTable,
  logTable,
  otherKeyTable,
} from "./log-record";
import { architectureSentence, measuredSentence, memoryTable, perMillionTable } from "./forwarder-cost";
import { inventoryTable } from "./log-inventory";
import { logrotateExample } from "./logrotate";
import { replaceSection } from "./markdown";
import { customTable, unmaskedTable, managedTable } from "./masking";
import {
  chatExample,
  emailOfEnd,
  emailWithAnswer,
  emailWithLines,
  webhookExample,
} from "./notification-examples";
import { flameGraph, partSentence } from "./performance/flame-graph";
import { coldStartPlot, memoryPlot, scalingPlot, throughputPlot } from "./performance/plots";
import { indexSentence, indexTable, resultTable, runSentence } from "./performance/run";
import { eventTable, questionList, questionSections } from "./questions";
import { detectorTables, exemptTable, keyTable, policyTable } from "./redaction";
import {
  bindingSentence,
  capacityAssumptionTable,
  loadTable,
  quotaTable,
  scaleCostTable,
  settingBlocks,
} from "./scale";
import { burnRateTable, serviceLevelTable, simulationTable } from "./service-levels";
import { tamperAlertTable } from "./tamper-alerts";
import { symptomSections, symptomTable } from "./troubleshooting";

/** Files that are generated completely. */
const GENERATED_FILES: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/log-record.schema.json": jsonSchema,
  "docs/datadog-dashboard.json": datadogDashboard,
  "docs/images/performance/throughput.svg": throughputPlot,
  "docs/images/performance/scaling.svg": scalingPlot,
  "docs/images/performance/cold-start.svg": coldStartPlot,
  "docs/images/performance/memory.svg": memoryPlot,
  "docs/images/performance/flame-graph.svg": flameGraph,
};

/** Generated sections between markers, by the names of the markers. The text around them is written by hand. */
const GENERATED_SECTIONS: Readonly<Record<string, Readonly<Record<string, () => string | Promise<string>>>>> =
  {
    "docs/architecture.md": {
      monitoring: monitoringTable,
      cost: costTable,
      "cost of a million lines": perMillionTable,
      "measured figures": measuredSentence,
      memory: memoryTable,
      architecture: architectureSentence,
      assumptions: assumptionTable,
      prices: priceTable,
    },
    "docs/log-record.md": {
      logs: logTable,
      fields: fieldTable,
      events: eventTable,
      metrics: logMetricTable,
      levels: levelTable,
      "other-keys": otherKeyTable,
      "counted-keys": countedLevelKeys,
    },
    "docs/questions.md": { list: questionList, questions: questionSections },
    "docs/security.md": { managed: managedTable, custom: customTable, "left out": unmaskedTable },
    "docs/redaction.md": {
      policy: policyTable,
      exempt: exemptTable,
      keys: keyTable,
      detectors: detectorTables,
    },
    "docs/datadog.md": { facets: datadogFacets, "not in Datadog": questionsWithoutDatadog },
    "docs/runbook.md": {
      alarms: alarmTable,
      thresholds: thresholdTable,
      suppressed: suppressedTable,
      muted: mutedList,
      "log alarms": logAlarmTable,
      "e-mail with lines": emailWithLines,
      "e-mail with an answer": emailWithAnswer,
      "e-mail of the end": emailOfEnd,
      "chat message": chatExample,
      "webhook request": webhookExample,
      "dashboard questions": dashboardQuestionTable,
      "tamper alerts": tamperAlertTable,
    },
    "docs/performance.md": {
      run: runSentence,
      results: resultTable,
      parts: partSentence,
      "index run": indexSentence,
      index: indexTable,
    },
    "docs/scale.md": {
      binding: bindingSentence,
      load: loadTable,
      settings: settingBlocks,
      cost: scaleCostTable,
      quotas: quotaTable,
      assumptions: capacityAssumptionTable,
    },
    "docs/service-levels.md": {
      levels: serviceLevelTable,
      "burn rates": burnRateTable,
      simulation: simulationTable,
    },
    "docs/compliance.md": { "own rules": ownRuleTable, rules: ruleTable, reasons: reasonTable },
    "docs/controls.md": { summary: controlSummary, controls: controlTables, measures: measureList },
    "docs/log-inventory.md": { inventory: inventoryTable },
    "docs/troubleshooting.md": { list: symptomTable, symptoms: symptomSections },
    "docs/review.md": { rules: diffRuleTable },
    "docs/log-rotation.md": { logrotate: logrotateExample },
    "docs/configuration.md": { report: wrongConfiguration, settings: settingTable, variables: variableTable },
  };

/** Renders every document. `read` returns the current text of a path. */
export async function renderDocuments(read: (path: string) => string): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  for (const [path, render] of Object.entries(GENERATED_FILES))
    documents.set(path, await formatFile(path, await render()));
  for (const [path, parts] of Object.entries(GENERATED_SECTIONS)) {
    let text = read(path);
    for (const [name, render] of Object.entries(parts)) text = replaceSection(text, name, await render());
    documents.set(path, await formatDocument(text, "markdown"));
  }
  return documents;
}

/** Prettier has no parser of SVG. */
function formatFile(path: string, text: string): Promise<string> | string {
  return path.endsWith(".svg") ? `${text}\n` : formatDocument(text, "json");
}

/** Uses the standalone build of Prettier: its main entry is an ES module, which Jest cannot load. */
function formatDocument(text: string, parser: "json" | "markdown"): Promise<string> {
  return format(text, { ...prettierOptions, parser, plugins: [babel, estree as Plugin, markdown] });
}
