/**
 * The program: runs the module bodies in order, then what the runtime does at the end. Modules that wait at their top, and those that import
 * them, are evaluated by the runtime's `ModuleGraph`, which gets their bodies as one function that takes a number; the others run at once.
 */
import type ts from "typescript";
import { FunctionBuilder } from "../../ir/builder.ts";
import { direct, f64, i64, nullRef } from "../../ir/operands.ts";
import { type ProgramModule, waitsAtTop } from "../modules.ts";
import { emptyEnv } from "../types/env.ts";
import { type FunctionTy, nullTy, numberTy, type Ty, unionOf, voidTy } from "../types/ty.ts";
import { LocalFacts } from "./captures.ts";
import { newClosure } from "./closure.ts";
import type { Compilation } from "./compilation.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { moduleBodyName } from "./module-body.ts";
import type { Val } from "./value.ts";

export function lowerStart(c: Compilation, library: readonly ts.SourceFile[], modules: readonly ProgramModule[]): void {
  const b = new FunctionBuilder({
    name: c.module.start,
    display: "(start)",
    params: [],
    result: "void",
    exportAs: "osm_start",
  });
  const failed = b.newBlock("uncaught");
  b.markCold(failed);
  const error = b.addBlockParam(failed, "ref");
  const main = modules.at(-1);
  if (main !== undefined) b.setLoc(c.loc(main.file));
  const begin = c.runtime("programStart");
  const end = c.runtime("programEnd");
  const uncaught = c.runtime("uncaughtError");
  b.invoke(direct(begin.name), [], "void", failed);
  for (const file of library) b.invoke(direct(moduleBodyName(c, file)), [], "void", failed);
  if (modules.some((module) => module.isAsync)) {
    b.invoke(direct(lowerGraph(c, modules)), [], "void", failed);
  } else for (const { file } of modules) b.invoke(direct(moduleBodyName(c, file)), [], "void", failed);
  b.invoke(direct(end.name), [], "void", failed);
  b.unreachable();
  b.setBlock(failed);
  const again = b.newBlock("fatal");
  b.addBlockParam(again, "ref");
  b.invoke(direct(uncaught.name), [b.anyBox("ref", error)], "void", again);
  b.unreachable();
  b.setBlock(again);
  b.intrinsic("trap", [], "void");
  b.unreachable();
  c.addFunction(b.finish());
}

/** A function that runs all modules, as far as they don't have to wait. */
function lowerGraph(c: Compilation, modules: readonly ProgramModule[]): string {
  const main = modules.at(-1)!;
  const facts = new LocalFacts(c.checker, main.file);
  const name = "program (modules)";
  const f = new FunctionLowering(
    c,
    { name, display: "(start)", params: [], result: "void" },
    emptyEnv,
    undefined,
    facts,
    voidTy,
  );
  f.at(main.file);
  const waiting = modules.filter((module) => module.isAsync);
  const runnerTy: FunctionTy = {
    kind: "function",
    params: [numberTy],
    rest: false,
    result: unionOf([nullTy, c.runtime("newPromise", [voidTy]).signature.result]),
  };
  const runner: Val = { op: newClosure(f, runnerClass(c), lowerRunner(c, waiting, facts)), ty: runnerTy };
  const graph = f.callRuntime("newModuleGraph", [runner], [], main.file);
  const number = (module: ProgramModule): Val => ({ op: f64(waiting.indexOf(module)), ty: numberTy });
  for (const module of modules) {
    f.at(module.file);
    if (!module.isAsync) {
      f.invoke(direct(moduleBodyName(c, module.file)), [], "void");
      continue;
    }
    f.callRuntime("addModule", [graph], [], module.file);
    for (const imported of module.imports)
      if (imported.isAsync) f.callRuntime("addDependency", [graph, number(module), number(imported)], [], module.file);
    f.callRuntime("evaluateModule", [graph, number(module)], [], module.file);
  }
  f.b.return();
  c.addFunction(f.b.finish());
  return name;
}

function runnerClass(c: Compilation): string {
  const name = "module bodies";
  c.module.classes.set(name, { name, display: "Function", base: c.closureBase(), fields: [], typeof: "function" });
  return name;
}

/** The function behind the graph's closure: runs the module with a number; gives its promise, or null if it does not wait. */
function lowerRunner(c: Compilation, modules: readonly ProgramModule[], facts: LocalFacts): string {
  const name = "module bodies";
  const resultTy: Ty = { kind: "unknown" };
  const f = new FunctionLowering(
    c,
    {
      name,
      display: "(start)",
      params: [
        { name: "closure", type: "ref" },
        { name: "module", type: "f64" },
      ],
      result: "ref",
      addressTaken: true,
    },
    emptyEnv,
    undefined,
    facts,
    resultTy,
  );
  const index = f.b.convert("fptosi", "i64", f.b.param(1));
  for (const [at, { file }] of modules.entries()) {
    const [own, next] = [f.b.newBlock("module"), f.b.newBlock("next")];
    f.b.branch(f.b.compare("eq", index, i64(at)), own, next);
    f.b.setBlock(own);
    const body = direct(moduleBodyName(c, file));
    if (waitsAtTop(file)) f.b.return(f.invoke(body, [], "ref")!);
    else {
      f.invoke(body, [], "void");
      f.b.return(nullRef);
    }
    f.b.setBlock(next);
  }
  f.b.unreachable();
  c.addFunction(f.b.finish());
  return name;
}
