/** What a run leaves behind: a table for the terminal, JSON, and a chart. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { geometricMean, type Measurement } from "./measure.ts";

use([BarChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

const title = "Time relative to C (clang -O2), lower is better";
const ratio = (value: number): string => value.toFixed(2);

export const tableHeader = `${"program".padEnd(12)} ${["C", "Osmium", "Node"].map((name) => name.padStart(9)).join("")}  ${["× C", "Node ÷"].map((name) => name.padStart(7)).join("")}`;

export function tableRow({ name, median }: Measurement): string {
  const seconds = [median.c, median.osmium, median.node].map((value) => `${value.toFixed(3)} s`.padStart(9));
  const ratios = [median.osmium / median.c, median.node / median.osmium].map((value) => ratio(value).padStart(7));
  return `${name.padEnd(12)} ${seconds.join("")}  ${ratios.join("")}`;
}

export interface Summary {
  /** Geometric mean of our time over that of C. */
  readonly timesC: number;
  /** Geometric mean of Node's time over ours. */
  readonly fasterThanNode: number;
}

export function summarize(measurements: readonly Measurement[]): Summary {
  return {
    timesC: geometricMean(measurements.map(({ median }) => median.osmium / median.c)),
    fasterThanNode: geometricMean(measurements.map(({ median }) => median.node / median.osmium)),
  };
}

/** Writes `lang.json` and `lang.svg` into a folder. */
export function save(folder: string, measurements: readonly Measurement[], about: Record<string, string>): void {
  const json = { ...about, ...summarize(measurements), measurements };
  writeFileSync(join(folder, "lang.json"), `${JSON.stringify(json, null, 2)}\n`);
  writeFileSync(join(folder, "lang.svg"), `${chart(measurements)}\n`);
}

function chart(measurements: readonly Measurement[]): string {
  const plot = init(null, null, { renderer: "svg", ssr: true, width: 900, height: 60 + 34 * measurements.length });
  const rows = [...measurements].reverse();
  const bars = (name: string, color: string, value: (measurement: Measurement) => number) => ({
    name,
    type: "bar" as const,
    itemStyle: { color },
    label: { show: true, position: "right" as const, formatter: ({ value: x }: { value: number }) => ratio(x) },
    data: rows.map(value),
  });
  plot.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    title: { text: title, left: "center", textStyle: { fontSize: 15 } },
    legend: { bottom: 0 },
    grid: { left: 100, right: 50, top: 36, bottom: 50 },
    xAxis: { type: "log", min: 0.25, axisLabel: { formatter: (value: number) => `${value}×` } },
    yAxis: { type: "category", data: rows.map(({ name }) => name) },
    series: [
      bars("Node 20", "#b8bec8", ({ median }) => median.node / median.c),
      {
        ...bars("Osmium", "#2b6cb0", ({ median }) => median.osmium / median.c),
        markLine: { symbol: "none", silent: true, label: { formatter: "C" }, data: [{ xAxis: 1 }] },
      },
    ],
  });
  const svg = plot.renderToSVGString();
  plot.dispose();
  return svg;
}
