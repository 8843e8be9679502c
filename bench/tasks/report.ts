/** What a run of the benchmarks of tasks says. */
import { type IdleShares, quantile, type WakeCounts } from "./measure.ts";

export interface TaskFigures {
  readonly processor: string;
  readonly node: string;
  readonly runs: number;
  readonly wake: readonly WakeCounts[];
  readonly spawnNs: number;
  readonly awaitNs: { readonly osmium: number; readonly node: number };
  readonly idle: IdleShares;
}

const shares = [0, 0.25, 0.5, 0.75, 0.99, 1];
const names = ["least", "quarter", "median", "three quarters", "99 %", "most"];
const percent = (share: number): string => `${(share * 100).toFixed(3)} %`;

/** Rows of a table: what, how much. */
function rows({ wake, spawnNs, awaitNs, idle }: TaskFigures): [string, string][] {
  const first = wake[0];
  const last = wake.at(-1);
  const ratio =
    first === undefined || last === undefined ? Number.NaN : quantile(last.counts, 0.5) / quantile(first.counts, 0.5);
  return [
    ...wake.map(({ tasks, counts }): [string, string] => [
      `key to awaiting function, ${tasks} tasks, instructions`,
      shares.map((share, i) => `${names[i]} ${quantile(counts, share)}`).join(", "),
    ]),
    [`median with ${last?.tasks} tasks over that with ${first?.tasks}`, ratio.toFixed(3)],
    ["spawn, run, join an empty task (Linux)", `${spawnNs.toFixed(0)} ns`],
    ["await of a settled promise (Linux)", `${awaitNs.osmium.toFixed(1)} ns; Node ${awaitNs.node.toFixed(1)} ns`],
    ["processor halted at the prompt, guest time", percent(idle.haltedShare)],
    ["QEMU's share of a host processor meanwhile", percent(idle.hostShare)],
  ];
}

export function textOf(figures: TaskFigures): string {
  return rows(figures)
    .map(([what, value]) => `${what.padEnd(58)} ${value}`)
    .join("\n");
}

export function markdownOf(figures: TaskFigures): string {
  const table = rows(figures).map(([what, value]) => `| ${what} | ${value} |`);
  return `# Tasks

\`npm run bench:tasks -- --save\` on ${figures.processor}, Node ${figures.node}, medians of ${figures.runs} runs where time is measured.

| What | Measured |
| --- | --- |
${table.join("\n")}

Instructions are counted by QEMU (\`-icount shift=0\`, where the time-stamp counter counts them), from the first one of the interrupt's stub to the first one of the TypeScript function behind its
\`await\`; the controller is told to pretend that the keyboard has sent a byte, while the processor is halted. Every second byte is a key released, which makes the two values of the distribution. The clock trusts the
time-stamp counter here, as it does on processors that promise a steady one; where it does not (QEMU's own processor model promises nothing), the end of a halt reads the interval timer
first, and the median is 1,042.
`;
}
