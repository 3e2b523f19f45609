export { loadVega } from "./vega";
export { renderChart, renderSpec, type RenderOptions } from "./render-chart";
