/**
 * Renders Vega-Lite charts to SVG, in a worker thread. Each message is `{ id, chart }`; the answer is `{ id, svg }` or
 * `{ id, error }`. It is an ES module of its own because Vega cannot be loaded by `require`, to which TypeScript modules
 * are compiled here.
 */
import { parentPort } from "node:worker_threads";
import { parse, View } from "vega";
import { compile } from "vega-lite";

/** In pixels: the width of a question on the page. */
const WIDTH = 430;

parentPort.on("message", async ({ id, chart }) => {
  try {
    // The page shows the title, and a warning about the older schema of OpenSearch Dashboards is of no use.
    const { spec } = compile({
      ...chart,
      $schema: undefined,
      title: undefined,
      width: WIDTH,
      background: "white",
    });
    const view = new View(parse(spec), { renderer: "none" });
    const svg = await view.toSVG();
    view.finalize();
    parentPort.postMessage({ id, svg });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
