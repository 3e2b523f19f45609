import {
  chartForDashboards,
  dataStreamNames,
  dataStreamPattern,
  indexPatternId,
  type Question,
  QUESTIONS,
  searchContentName,
} from "../../../catalog";

/** A saved object of OpenSearch Dashboards. Values of the attributes whose names end in JSON, and visState, are JSON text. */
export interface SavedObject {
  readonly type: "index-pattern" | "visualization" | "dashboard";
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
}

/** A reference to another saved object, by a name that is used in the attributes. */
export interface Reference {
  readonly name: string;
  readonly type: string;
  readonly id: string;
}

/** A chart in Dashboards has the defaults of its parameters, so a required one would find nothing. */
export const QUESTIONS_IN_DASHBOARDS = (QUESTIONS as readonly Question[]).filter(
  ({ parameters }) => !parameters.some(({ required }) => required),
);

/**
 * The index pattern of the environment's data streams, to which notifications link; a visualization of each question
 * without a required parameter; and one dashboard of the environment that contains them all.
 */
export function savedObjects(environment: string): readonly SavedObject[] {
  const visualizations = QUESTIONS_IN_DASHBOARDS.map((question) => visualization(environment, question));
  return [indexPattern(environment), ...visualizations, dashboard(environment, visualizations)];
}

function indexPattern(environment: string): SavedObject {
  return {
    type: "index-pattern",
    id: indexPatternId(environment),
    attributes: { title: dataStreamPattern(environment), timeFieldName: "@timestamp" },
    references: [],
  };
}

function visualization(environment: string, question: Question): SavedObject {
  const { id, title, description, logs } = question;
  const dataStreams = dataStreamNames(environment, logs);
  const name = `${title} (${environment})`;
  return {
    type: "visualization",
    id: searchContentName(environment, id),
    attributes: {
      title: name,
      description,
      visState: JSON.stringify({
        title: name,
        type: "vega",
        aggs: [],
        params: { spec: JSON.stringify(chartForDashboards(question, dataStreams), null, 2) },
      }),
      uiStateJSON: "{}",
      version: 1,
      ...EMPTY_SEARCH,
    },
    references: [],
  };
}

/** The width of a dashboard is 48 columns. Source: OpenSearch Dashboards, src/plugins/dashboard, dashboard_constants.ts. */
const COLUMNS = 48;
const PANELS_IN_A_ROW = 2;
const PANEL = { w: COLUMNS / PANELS_IN_A_ROW, h: 15 } as const;
/** Since this version, the format of panels has not changed. Source: the same folder, dashboard_migrations.ts. */
const PANEL_VERSION = "7.3.0";

function dashboard(environment: string, visualizations: readonly SavedObject[]): SavedObject {
  const references = visualizations.map(({ type, id }, index) => ({ name: `panel_${index}`, type, id }));
  const panels = references.map(({ name }, index) => ({
    version: PANEL_VERSION,
    panelIndex: String(index),
    panelRefName: name,
    gridData: {
      i: String(index),
      x: (index % PANELS_IN_A_ROW) * PANEL.w,
      y: Math.floor(index / PANELS_IN_A_ROW) * PANEL.h,
      ...PANEL,
    },
    embeddableConfig: ownTimeRange(QUESTIONS_IN_DASHBOARDS[index]?.since),
  }));
  return {
    type: "dashboard",
    id: searchContentName(environment, "questions"),
    attributes: {
      title: `InventorySync ${environment}`,
      description:
        "The questions of the catalogue. The search content writes it: save a copy before you change it.",
      hits: 0,
      panelsJSON: JSON.stringify(panels),
      optionsJSON: JSON.stringify({ hidePanelTitles: false, useMargins: true }),
      version: 1,
      timeRestore: true,
      timeFrom: "now-24h",
      timeTo: "now",
      refreshInterval: { pause: true, value: 0 },
      ...EMPTY_SEARCH,
    },
    references,
  };
}

/** A question about days compares with earlier records, so the range of the dashboard would be too short for it. */
function ownTimeRange(since = ""): Readonly<Record<string, unknown>> {
  return since.endsWith("d") ? { timeRange: { from: since, to: "now" } } : {};
}

/** No query and no filter of its own. */
const EMPTY_SEARCH = {
  kibanaSavedObjectMeta: {
    searchSourceJSON: JSON.stringify({ query: { query: "", language: "kuery" }, filter: [] }),
  },
};
