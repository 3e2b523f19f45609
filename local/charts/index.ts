export { loadVega } from "./vega";
export { renderChart, type RenderOptions } from "./render-chart";
