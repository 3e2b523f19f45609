import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { VegaLite } from "../../../catalog";

export interface ChartRenderer {
  /** A chart as an SVG document. Rejects if Vega cannot render it. */
  render(chart: VegaLite): Promise<string>;
  close(): Promise<void>;
}

interface Rendered {
  readonly id: number;
  readonly svg?: string;
  readonly error?: string;
}

/** Renders charts in a thread of its own, which starts with the first chart. */
export function createChartRenderer(): ChartRenderer {
  const waiting = new Map<number, (rendered: Rendered) => void>();
  let worker: Worker | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(join(__dirname, "chart-worker.mjs"));
    started.on("message", (rendered: Rendered) => {
      waiting.get(rendered.id)?.(rendered);
      waiting.delete(rendered.id);
    });
    started.on("error", (error) => {
      for (const [id, settle] of waiting) settle({ id, error: String(error) });
      waiting.clear();
      worker = undefined;
    });
    // It must not keep the process alive.
    started.unref();
    return started;
  }

  return {
    async render(chart) {
      worker ??= start();
      const id = (lastId += 1);
      worker.postMessage({ id, chart });
      const { svg, error } = await new Promise<Rendered>((resolve) => waiting.set(id, resolve));
      if (svg === undefined) throw new Error(`the chart cannot be rendered: ${error ?? "no SVG"}`);
      return svg;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
