/**
 * The state of lowering one function: its builder, its variables, where errors go, what `break` leaves.
 *
 * The constructs themselves are in files of their own (`statement.ts`, `call.ts`, …), as functions that take this state first.
 */
import type ts from "typescript";
import { FunctionBuilder, type FunctionOptions } from "../../ir/builder.ts";
import type { Callee, IrType, Operand } from "../../ir/ir.ts";
import { direct, undefinedRef } from "../../ir/operands.ts";
import type { ClassInfo } from "../types/class-info.ts";
import type { Env } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import { sameTy, stringTy, type Ty, undefinedTy, unionOf } from "../types/ty.ts";
import type { LocalFacts } from "./captures.ts";
import { coerce, require } from "./coerce.ts";
import type { Compilation, FunctionInstance } from "./compilation.ts";
import { describeVariable } from "./debug-variables.ts";
import { isExactly, not } from "./operator.ts";
import { type Val, voidVal } from "./value.ts";

export type Variable =
  | { readonly kind: "local"; readonly local: string; readonly ty: Ty; readonly symbol: ts.Symbol }
  /** A parameter that is never assigned. */
  | { readonly kind: "value"; readonly value: Operand; readonly ty: Ty }
  /** The local holds a box. */
  | { readonly kind: "box"; readonly local: string; readonly ty: Ty; readonly early?: Early }
  /** A field of an object: the closure or the object literal that captured it. */
  | {
      readonly kind: "captured";
      readonly object: Operand;
      readonly className: string;
      readonly field: string;
      readonly boxed: boolean;
      readonly ty: Ty;
      readonly early?: Early;
    };

/** A variable that closures may see before it is initialised: its box holds `undefined` until then, and the type says so. */
export interface Early {
  readonly name: string;
  /** The variable's own type. */
  readonly ty: Ty;
}

/** How control can leave a region early. */
export type Exit = { readonly kind: "break" | "continue"; readonly scope: JumpScope } | { readonly kind: "return" };

export interface JumpScope {
  readonly label: string | undefined;
  readonly breakBlock: string;
  /** Does a plain `break` leave it? */
  readonly breakable: boolean;
  readonly continueBlock: string | undefined;
  /** Statements inside are inside this many `finally` regions. */
  readonly depth: number;
}

/** A `finally` that early exits have to run first. */
export interface FinallyRegion {
  /** Jumps to the `finally` code, which then goes on to `target`. */
  readonly leaveTo: (exit: Exit) => void;
}

/** A function that suspends, and how it is tied to the object that stands for it. */
export type Coroutine = {
  /** Where control goes when the suspended coroutine is given up. */
  readonly destroyBlock: string;
} & (
  | { readonly kind: "async"; readonly promise: Val }
  | {
      readonly kind: "generator" | "async generator";
      readonly yieldTy: Ty;
      /** What `next` takes, which is what `yield` gives. */
      readonly sentTy: Ty;
      readonly generator: () => Val;
      /** Suspends at a `yield`, until somebody asks the generator. */
      readonly pause: () => void;
    }
);

export function typeOfVariable(variable: Variable): Ty {
  return (variable.kind === "box" || variable.kind === "captured" ? variable.early?.ty : undefined) ?? variable.ty;
}

export class FunctionLowering {
  readonly c: Compilation;
  readonly b: FunctionBuilder;
  readonly env: Env;
  readonly owner: ClassInfo | undefined;
  readonly variables: Map<ts.Symbol, Variable>;
  readonly facts: LocalFacts;
  /** What `return` gives. */
  resultTy: Ty;
  thisVal: Val | undefined;
  /** A method that was taken off its object: to ask for `this` throws. */
  hasNoThis = false;
  /** The closure itself, with the name under which its own body knows it. */
  self: { readonly symbol: ts.Symbol; readonly val: Val } | undefined;
  coroutine: Coroutine | undefined;
  /** In a constructor that may call `super` again: the local that tells whether it has (i1). */
  superCalled: string | undefined;
  readonly jumps: JumpScope[] = [];
  readonly finallies: FinallyRegion[] = [];
  /** The innermost blocks that errors go to. */
  private readonly handlers: string[] = [];
  private propagateBlock: string | undefined;
  pendingLabel: string | undefined;
  /** The local for the value of a `return` that `finally` regions carry. */
  returnLocal: string | undefined;

  constructor(
    c: Compilation,
    options: FunctionOptions,
    env: Env,
    owner: ClassInfo | undefined,
    facts: LocalFacts,
    resultTy: Ty,
  ) {
    this.c = c;
    // A debugger stops in accessors too. In kernels interrupt handlers rely on their being inlined.
    const whole = c.options.describeVariables && c.options.target === "linux";
    this.b = new FunctionBuilder(whole ? { inline: "never", ...options } : options);
    this.env = env;
    this.owner = owner;
    this.facts = facts;
    this.resultTy = resultTy;
    this.variables = new Map();
  }

  at(node: ts.Node): void {
    this.b.setLoc(this.c.loc(node));
  }

  // ---- errors ----

  /** The block that gets an error raised here. */
  unwindBlock(): string {
    const handler = this.handlers.at(-1);
    if (handler !== undefined) return handler;
    if (this.propagateBlock === undefined) {
      this.propagateBlock = this.b.newBlock("propagate");
      const error = this.b.addBlockParam(this.propagateBlock, "ref");
      this.b.markCold(this.propagateBlock);
      this.inBlock(this.propagateBlock, () => this.b.throw(error));
    }
    return this.propagateBlock;
  }

  withHandler(block: string, body: () => void): void {
    this.handlers.push(block);
    try {
      body();
    } finally {
      this.handlers.pop();
    }
  }

  /** Emits into another block, then returns to the current one. */
  inBlock(block: string, body: () => void): void {
    const current = this.b.currentBlock;
    this.b.setBlock(block);
    body();
    this.b.setBlock(current);
  }

  throwError(error: Operand): void {
    const handler = this.handlers.at(-1);
    if (handler !== undefined) this.b.jump(handler, [error]);
    else this.b.throw(error);
  }

  // ---- calls ----

  invoke(callee: Callee, args: readonly Operand[], result: IrType): Operand | undefined {
    return this.b.invoke(callee, args, result, this.unwindBlock());
  }

  /** Calls an instance with operands that are already of its parameters' types. */
  callInstance(instance: FunctionInstance, args: readonly Operand[]): Val {
    const result = instance.signature.result;
    const op = this.invoke(direct(instance.name), args, representation(result));
    if (result.kind === "never") {
      this.b.unreachable();
      this.b.setBlock(this.b.newBlock("dead"));
      return { op: undefinedRef, ty: result };
    }
    return op === undefined ? voidVal : { op, ty: result };
  }

  /** Calls a function of the runtime library, converting the arguments. */
  callRuntime(name: string, args: readonly Val[], typeArgs: readonly Ty[], node: ts.Node): Val {
    const instance = this.c.runtime(name, typeArgs);
    const operands = instance.signature.params.map(
      (param, index) =>
        coerce(this, args[index] ?? { op: undefinedRef, ty: { kind: "undefined" } }, param.type, node).op,
    );
    return this.callInstance(instance, operands);
  }

  // ---- types ----

  typeOf(node: ts.Node): Ty {
    return this.c.types.typeOf(node, this.env);
  }

  translate(type: ts.Type, node: ts.Node): Ty {
    return this.c.types.translate(type, this.env, node);
  }

  // ---- variables ----

  /** Declares a variable of this function and gives it its first value. */
  declare(symbol: ts.Symbol, ty: Ty, value: Operand | undefined): void {
    const type = storage(ty);
    if (this.facts.needsBox(symbol)) {
      let variable = this.variables.get(symbol);
      if (variable?.kind === "box" && variable.early !== undefined) {
        const { early } = variable;
        if (value !== undefined) this.write(variable, coerce(this, { op: value, ty }, early.ty, this.anchor).op);
        return;
      }
      if (variable?.kind !== "box") {
        variable = { kind: "box", local: this.b.addLocal(symbol.name, "ref"), ty };
        this.variables.set(symbol, variable);
      }
      this.newBox(variable.local, type, value);
      describeVariable(this, symbol, ty, this.b.localGet(variable.local));
      return;
    }
    let variable = this.variables.get(symbol);
    if (variable?.kind !== "local") {
      variable = { kind: "local", local: this.b.addLocal(symbol.name, type), ty, symbol };
      this.variables.set(symbol, variable);
    }
    if (value !== undefined) this.write(variable, value);
  }

  /** Makes the box of a variable that closures see before its declaration is reached. */
  declareEarly(symbol: ts.Symbol, ty: Ty): void {
    const held = unionOf([ty, undefinedTy]);
    const type = storage(held);
    const known = this.variables.get(symbol);
    const local = known?.kind === "box" ? known.local : this.b.addLocal(symbol.name, "ref");
    this.variables.set(symbol, { kind: "box", local, ty: held, early: { name: symbol.name, ty } });
    this.newBox(local, type, undefined);
    describeVariable(this, symbol, ty, this.b.localGet(local));
  }

  /** Some node to hang messages on that can't be any. */
  private get anchor(): ts.Node {
    return this.c.library.compilerFunction("allocate");
  }

  newBox(local: string, type: IrType, value: Operand | undefined): void {
    const boxClass = this.c.boxClass(type);
    const box = this.allocate(boxClass);
    if (value !== undefined) this.b.fieldInit(boxClass, "value", box, value);
    this.b.localSet(local, box);
  }

  read(variable: Variable): Val {
    const val = this.readHeld(variable);
    const early = variable.kind === "box" || variable.kind === "captured" ? variable.early : undefined;
    if (early === undefined || sameTy(early.ty, val.ty)) return val;
    require(this, not(this, isExactly(this, val, "undefined")), () =>
      this.callRuntime("throwEarly", [{ op: { kind: "string", text: early.name }, ty: stringTy }], [], this.anchor));
    return coerce(this, val, early.ty, this.anchor, "narrow");
  }

  private readHeld(variable: Variable): Val {
    const type = storage(variable.ty);
    switch (variable.kind) {
      case "local":
        return { op: this.b.localGet(variable.local), ty: variable.ty };
      case "value":
        return { op: variable.value, ty: variable.ty };
      case "box":
        return {
          op: this.b.fieldGet(type, this.c.boxClass(type), "value", this.b.localGet(variable.local)),
          ty: variable.ty,
        };
      case "captured": {
        if (!variable.boxed)
          return { op: this.b.fieldGet(type, variable.className, variable.field, variable.object), ty: variable.ty };
        const box = this.b.fieldGet("ref", variable.className, variable.field, variable.object);
        return { op: this.b.fieldGet(type, this.c.boxClass(type), "value", box), ty: variable.ty };
      }
    }
  }

  write(variable: Variable, given: Operand): void {
    const early = variable.kind === "box" || variable.kind === "captured" ? variable.early : undefined;
    const value = early === undefined ? given : coerce(this, { op: given, ty: early.ty }, variable.ty, this.anchor).op;
    const boxClass = this.c.boxClass(storage(variable.ty));
    switch (variable.kind) {
      case "local":
        this.b.localSet(variable.local, value);
        describeVariable(this, variable.symbol, variable.ty, value);
        return;
      case "box":
        this.b.fieldSet(boxClass, "value", this.b.localGet(variable.local), value);
        return;
      case "captured":
        this.b.fieldSet(
          boxClass,
          "value",
          this.b.fieldGet("ref", variable.className, variable.field, variable.object),
          value,
        );
        return;
      case "value":
        throw new Error("an unassigned parameter is written");
    }
  }

  /** Memory for an object of a class, initialised to `undefined` and zero. May throw. */
  allocate(className: string): Operand {
    const instance = this.c.runtime("allocate");
    const memory = this.invoke(direct(instance.name), [{ kind: "sizeof", class: className }], "ptr")!;
    return this.b.init(className, memory);
  }
}
