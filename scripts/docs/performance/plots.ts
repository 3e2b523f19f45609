import { type Measurement, noiseOf, valueOf } from "../../../bench/forwarder/measurement";
import type { VegaLite } from "../../../catalog";
import { renderSpec } from "../../../local/charts";
import { measurementsOf } from "./run";

const STEP = { step: 30 };
/** A grid of a logarithmic axis without its lines between the powers of ten. */
const POWERS_OF_TEN = { values: [1, 10, 100, 1_000, 10_000, 100_000] };

/** Events that one second of CPU processes, by sinks and lines. */
export function throughputPlot(): Promise<string> {
  return render(
    bars("Events per second of CPU", "events per CPU second", measurementsOf("rate/").map(toRow)),
    "Events that the forwarder processes in a second of CPU, by sinks and lines",
  );
}

/** CPU of one event, by the number of events in the invocation. */
export function scalingPlot(): Promise<string> {
  const values = measurementsOf("scaling/").map((measurement) => ({
    events: Number(measurement.id.replace("scaling/", "")),
    ...toRow(measurement),
  }));
  return render(
    {
      title: "CPU of one event, by the events of an invocation",
      height: 240,
      data: { values },
      encoding: {
        x: {
          field: "events",
          type: "quantitative",
          scale: { type: "log" },
          axis: POWERS_OF_TEN,
          title: "events of an invocation",
        },
        y: {
          field: "value",
          type: "quantitative",
          scale: { type: "log" },
          axis: POWERS_OF_TEN,
          title: "CPU µs per event, all sinks",
        },
      },
      layer: [
        {
          mark: { type: "rule", color: "#57606a" },
          encoding: { y: { field: "low", type: "quantitative" }, y2: { field: "high" } },
        },
        { mark: { type: "line", point: true, color: "#0072b2" } },
      ],
    },
    "CPU of one event in microseconds, by the number of events in the invocation",
  );
}

/** CPU of a process to its first delivered event, over that of a process that does nothing. */
export function coldStartPlot(): Promise<string> {
  return render(
    bars(
      "Cold start: CPU to the first event",
      "CPU ms over bare node",
      measurementsOf("cold/cpuMs/").map(toRow),
    ),
    "CPU of a process from its start to the delivery of its first event, by sinks",
  );
}

/** Peak memory of a fresh process, by payload. */
export function memoryPlot(): Promise<string> {
  return render(
    bars("Peak memory, by payload", "MiB", measurementsOf("memory/").map(toRow)),
    "Peak memory of a process that forwards one payload to all sinks, by payload",
  );
}

interface Row {
  readonly title: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function toRow(measurement: Measurement): Row {
  const [value, noise] = [valueOf(measurement), noiseOf(measurement)];
  return { title: measurement.title, value, low: Math.max(value - noise, value / 10), high: value + noise };
}

/** One bar for each row, in their order, with the noise as a line. */
function bars(title: string, axisTitle: string, values: readonly Row[]): VegaLite {
  return {
    title,
    height: STEP,
    data: { values },
    encoding: { y: { field: "title", type: "nominal", sort: null, title: null } },
    layer: [
      { mark: "bar", encoding: { x: { field: "value", type: "quantitative", title: axisTitle } } },
      {
        mark: { type: "rule", color: "#24292f" },
        encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
      },
    ],
  };
}

function render(chart: VegaLite, label: string): Promise<string> {
  return renderSpec(chart, label);
}
