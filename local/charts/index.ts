export { renderChart, type RenderOptions } from "./render-chart";
