/** `osmium doctor`. */
import type { Command } from "commander";
import { examine, type Finding, isHealthy } from "../doctor.ts";
import { installCommand, systemName } from "../host.mjs";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly json?: boolean;
}

export const doctorCommand = (): Command =>
  makeCommand<Flags>("doctor", ({ json = false }) => {
    const findings = examine();
    console.log(json ? JSON.stringify(findings, null, 2) : report(findings));
    return isHealthy(findings) ? 0 : 1;
  });

function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const rows = findings.map(({ what, state, found, needed, use }) => {
    const why = `${needed ? "needed" : "useful"} ${use}`;
    const about = state === "ok" ? found : found === "" ? why : `${found} (${why})`;
    return `${state.padEnd(8)} ${what.padEnd(width)}   ${about}`;
  });
  const wrong = findings.filter(({ state }) => state !== "ok");
  const needs = wrong.flatMap(({ need }) => (need === undefined ? [] : [need]));
  const advice = [
    ...(needs.length > 0 ? [`To install what is missing or too old (${systemName()}):`, installCommand(needs)] : []),
    ...wrong.flatMap(({ advice: text }) => (text === undefined ? [] : [text])),
  ];
  const verdict = isHealthy(findings)
    ? "Everything that is needed is there."
    : "Something that is needed is not there.";
  return [...rows, "", ...advice, verdict].join("\n");
}
