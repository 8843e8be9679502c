/**
 * One compilation: the module being built, and what has been reached. Functions are instantiated when something calls them and lowered
 * from a work list, so that what is not reached is not in the module.
 */
import path from "node:path";
import ts from "typescript";
import type { Diagnostic } from "../../diagnostic.ts";
import { createModule } from "../../ir/builder.ts";
import type { IrFunction, IrModule, IrType, Loc } from "../../ir/ir.ts";
import { CompileError, FollowOnError } from "../failure.ts";
import type { Library } from "../library.ts";
import { nodeDiagnostic } from "../report.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { isLocalClass } from "../types/constructor.ts";
import { type Env, emptyEnv, extendEnv, typeArgsKey } from "../types/env.ts";
import { anyTag, storage } from "../types/representation.ts";
import { hasModifier, memberName, type TypeTranslator } from "../types/translate.ts";
import { anyObjectTy, type LiteralInfo, type LiteralProperty, type Ty, tyKey, unknownTy } from "../types/ty.ts";
import { Aliases } from "./alias.ts";
import { ClassObjects, objectField } from "./class-object.ts";
import { lowerFunctionBody } from "./closure.ts";
import { DispatchTables } from "./dispatch.ts";
import { lowerFunctionInstance, lowerUnreached, methodSignature } from "./function-instance.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { HeldTypes } from "./held-types.ts";
import { Lists } from "./lists.ts";
import { lowerModuleBody } from "./module-body.ts";
import { type FunctionSignature, signatureOf } from "./signature.ts";

export interface FunctionInstance {
  /** In the IR. */
  readonly name: string;
  readonly display: string;
  readonly declaration: ts.FunctionLikeDeclaration;
  readonly env: Env;
  /** The class whose instances are `this`; undefined for functions and static members. */
  readonly owner: ClassInfo | undefined;
  /** Of a static member that takes the object of a class: the class on which it is called, and the one that declares it. */
  readonly receiver: { readonly info: ClassInfo; readonly owner: ClassInfo } | undefined;
  readonly signature: FunctionSignature;
}

export interface GlobalVariable {
  readonly name: string;
  readonly type: Ty;
}

export interface CompilationOptions {
  readonly target: "linux" | "kernel";
  readonly checkMemory: boolean;
  /** Sources are named relative to this folder in traces. */
  readonly baseFolder: string;
  /** Tell the debugger what variables hold. */
  readonly describeVariables: boolean;
  /** Machine integers that don't fit throw. */
  readonly trapOverflow: boolean;
  /** Is the file's code made fast even where the rest is made small? */
  readonly isFast: (fileName: string) => boolean;
}

export class Compilation {
  readonly module: IrModule;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly library: Library;
  readonly types: TypeTranslator;
  readonly options: CompilationOptions;
  readonly diagnostics: Diagnostic[] = [];
  readonly tables: DispatchTables;
  readonly held = new HeldTypes();
  readonly aliases: Aliases;
  readonly lists = new Lists(this);
  readonly classObjects = new ClassObjects((job) => this.enqueue(job));
  /** Methods that some class in the program overrides. */
  readonly overridden = new Set<ts.Declaration>();
  /** Classes that another one extends. */
  readonly extended = new Set<ts.ClassLikeDeclaration>();
  /** Does a class extend one that only the place of its instance tells? */
  extendsUnknown = false;

  readonly poisoned = new Set<ts.Symbol>();
  /** Variables and classes of modules that may be used before they are there. */
  early: ReadonlySet<ts.Symbol> = new Set();
  /** Functions that assembly calls, with their symbols. */
  readonly exportedFunctions = new Map<string, string>();

  private readonly instances = new Map<string, FunctionInstance>();
  private readonly globals = new Map<ts.Symbol | string, GlobalVariable>();
  private readonly work: (() => void)[] = [];
  private readonly reachedFiles = new Set<ts.SourceFile>();
  private readonly fileIndexes = new Map<ts.SourceFile, number>();
  /** Those of the runtime library. */
  private readonly runtimeFileIndexes = new Set<number>();
  private readonly fastFileIndexes = new Set<number>();
  private readonly usedNames = new Map<string, number>();
  private readonly literals = new Map<string, LiteralInfo>();
  private readonly once = new Map<string, string>();

  constructor(program: ts.Program, library: Library, types: TypeTranslator, options: CompilationOptions) {
    this.program = program;
    this.checker = program.getTypeChecker();
    this.library = library;
    this.types = types;
    this.aliases = new Aliases(this.checker, library);
    this.options = options;
    this.module = createModule(options.target, { start: "program (start)" });
    this.tables = new DispatchTables(this);
  }

  /** Is there a cycle collector? */
  get hasCollector(): boolean {
    return this.module.target === "linux";
  }

  // ---- names and places ----

  uniqueName(base: string): string {
    const count = this.usedNames.get(base) ?? 0;
    this.usedNames.set(base, count + 1);
    return count === 0 ? base : `${base}$${count + 1}`;
  }

  fileName(file: ts.SourceFile): string {
    const relative = path.relative(this.options.baseFolder, file.fileName);
    if (!relative.startsWith("..")) return relative;
    return `osmium/${path.relative(path.dirname(this.library.root), file.fileName)}`.replace(/^osmium\/(\.\.\/)+/, "");
  }

  loc(node: ts.Node): Loc {
    const file = node.getSourceFile();
    let index = this.fileIndexes.get(file);
    if (index === undefined) {
      index = this.module.files.push(this.fileName(file)) - 1;
      this.fileIndexes.set(file, index);
      if (this.library.isRuntimeFile(file)) this.runtimeFileIndexes.add(index);
      if (this.options.isFast(file.fileName)) this.fastFileIndexes.add(index);
    }
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return { file: index, line: line + 1, column: character + 1 };
  }

  /** Variables whose declaration could not be compiled: their uses say nothing of their own. */
  poison(list: ts.VariableDeclarationList): void {
    const visit = (name: ts.BindingName): void => {
      if (ts.isIdentifier(name)) {
        const symbol = this.checker.getSymbolAtLocation(name);
        if (symbol !== undefined) this.poisoned.add(symbol);
      } else for (const element of name.elements) if (!ts.isOmittedExpression(element)) visit(element.name);
    };
    for (const declaration of list.declarations) visit(declaration.name);
  }

  report(error: unknown, fallback: ts.Node): void {
    if (error instanceof FollowOnError) return;
    if (error instanceof CompileError) {
      this.diagnostics.push(nodeDiagnostic(error.node ?? fallback, error.code, error.message, error.help));
      return;
    }
    // A statement that was given up leaves its function unfinished: only the first cause counts.
    if (this.diagnostics.length === 0) throw error;
  }

  // ---- work ----

  enqueue(job: () => void): void {
    this.work.push(job);
  }

  /** Lowers all that is reachable from what has been asked for. */
  drain(): void {
    do {
      for (let job = this.work.pop(); job !== undefined; job = this.work.pop()) this.attempt(job);
      this.attempt(() => this.tables.fill());
    } while (this.work.length > 0);
    this.classObjects.giveUp();
  }

  private attempt(job: () => void): void {
    try {
      job();
    } catch (error) {
      this.report(error, this.program.getSourceFiles()[0]!);
    }
  }

  /** Makes a thing once per key: adapters, helper functions. Gives its name. */
  memo(key: string, make: () => string): string {
    let name = this.once.get(key);
    if (name === undefined) {
      name = make();
      this.once.set(key, name);
    }
    return name;
  }

  // ---- functions ----

  /** The instance of a function or method for type arguments; lowered when its turn comes. */
  instance(
    declaration: ts.FunctionLikeDeclaration,
    typeArgs: readonly Ty[],
    owner: ClassInfo | undefined,
    outer: Env = owner?.env ?? emptyEnv,
    receiver?: FunctionInstance["receiver"],
  ): FunctionInstance {
    const implementation = this.implementationOf(declaration);
    const own = implementation.typeParameters ?? [];
    const entries = own.map((parameter, index): [ts.Symbol, Ty] => [
      this.checker.getSymbolAtLocation(parameter.name)!,
      typeArgs[index] ?? { kind: "unknown" },
    ]);
    const env = extendEnv(outer, entries);
    const base = this.declarationPath(implementation, owner);
    const name = base.unique + typeArgsKey(typeArgs.slice(0, own.length)) + outerKey(outer, owner);
    const known = this.instances.get(name);
    if (known !== undefined) return known;
    const instance: FunctionInstance = {
      name,
      display: base.display,
      declaration: implementation,
      env,
      owner,
      receiver,
      signature: methodSignature(this, implementation, owner, env),
    };
    this.instances.set(name, instance);
    this.reach(implementation.getSourceFile());
    this.whenMade(
      owner ?? receiver?.owner,
      () => lowerFunctionInstance(this, instance),
      implementation,
      () => lowerUnreached(this, instance.name, owner !== undefined || receiver !== undefined, instance.signature),
    );
    return instance;
  }

  /** Lowers what is part of a class when it is its turn: if the class has an object, not before it is known what that holds. */
  whenMade(info: ClassInfo | undefined, lower: () => void, node: ts.Node, giveUp: () => void = () => {}): void {
    const job = (): void => {
      try {
        lower();
      } catch (error) {
        this.report(error, node);
      }
    };
    if (info?.hasObject && isLocalClass(info.declaration)) this.classObjects.whenMade(info, job, giveUp);
    else this.enqueue(job);
  }

  runtime(name: string, typeArgs: readonly Ty[] = []): FunctionInstance {
    return this.instance(this.library.compilerFunction(name), typeArgs, undefined);
  }

  /** The IR name of a function of the runtime if something has called it. */
  reachedRuntime(name: string): string | undefined {
    const declaration = this.implementationOf(this.library.compilerFunction(name));
    for (const instance of this.instances.values()) if (instance.declaration === declaration) return instance.name;
    return undefined;
  }

  private implementationOf(declaration: ts.FunctionLikeDeclaration): ts.FunctionLikeDeclaration {
    if (declaration.body !== undefined) return declaration;
    const symbol = declaration.name === undefined ? undefined : this.checker.getSymbolAtLocation(declaration.name);
    const found = symbol?.declarations?.find(
      (candidate): candidate is ts.FunctionLikeDeclaration =>
        ts.isFunctionLike(candidate) && "body" in candidate && candidate.body !== undefined,
    );
    return found ?? declaration;
  }

  private declarationPath(
    declaration: ts.FunctionLikeDeclaration,
    owner: ClassInfo | undefined,
  ): { unique: string; display: string } {
    const simple = ts.isConstructorDeclaration(declaration)
      ? "constructor"
      : declaration.name === undefined
        ? "(anonymous)"
        : ts.isIdentifier(declaration.name) || ts.isPrivateIdentifier(declaration.name)
          ? declaration.name.text
          : memberName(this.checker.getSymbolAtLocation(declaration.name)!);
    const prefix = ts.isGetAccessor(declaration) ? "get " : ts.isSetAccessor(declaration) ? "set " : "";
    const parent = declaration.parent;
    if (ts.isClassLike(parent)) {
      const className = parent.name?.text ?? "(anonymous class)";
      const display = ts.isConstructorDeclaration(declaration) ? `new ${className}` : `${className}.${prefix}${simple}`;
      const ownerName = owner?.name ?? this.types.declarationName(parent, className);
      const isStatic = hasModifier(declaration, ts.SyntaxKind.StaticKeyword) ? "static " : "";
      // A method of that name, which only a computed one can have, is no constructor.
      const member = simple === "constructor" && !ts.isConstructorDeclaration(declaration) ? `["${simple}"]` : simple;
      return { unique: `${ownerName}.${isStatic}${prefix}${member}`, display };
    }
    return { unique: this.types.declarationName(declaration, simple), display: simple };
  }

  /** An interrupt handler: a function of its own, reached by its symbol. Gives the symbol. */
  lowerHandler(outer: FunctionLowering, node: ts.ArrowFunction | ts.FunctionExpression): string {
    const signature = signatureOf(this.types, node, outer.env);
    const name = this.uniqueName(`${this.fileName(node.getSourceFile()).replace(/.*\/|\.ts$/g, "")}.handler`);
    const symbol = `osc.${name.replace(/[^A-Za-z0-9_.]/g, "_")}`;
    const parent = node.parent.parent;
    const display = ts.isVariableDeclaration(parent) ? parent.name.getText() : "interrupt handler";
    const f = new FunctionLowering(
      this,
      {
        name,
        display,
        loc: this.loc(node),
        params: signature.params.map((param) => ({ name: param.name, type: storage(param.type) })),
        result: "void",
        exportAs: symbol,
        interruptEntry: true,
        addressTaken: true,
      },
      outer.env,
      undefined,
      outer.facts,
      { kind: "void" },
    );
    lowerFunctionBody(
      f,
      node,
      signature,
      signature.params.map((param) => param.type),
      undefined,
    );
    this.addFunction(f.b.finish());
    return symbol;
  }

  addFunction(fn: IrFunction): void {
    const symbol = this.exportedFunctions.get(fn.name);
    if (symbol !== undefined) fn.exportAs = symbol;
    if (fn.loc !== undefined && !this.runtimeFileIndexes.has(fn.loc.file)) fn.guardStack = true;
    if (fn.loc !== undefined && this.fastFileIndexes.has(fn.loc.file)) fn.fast = true;
    this.module.functions.set(fn.name, fn);
  }

  /** Is there a function of this name, and is it not the library's? */
  isProgramFunction(name: string): boolean {
    const loc = this.module.functions.get(name)?.loc;
    return loc !== undefined && !this.runtimeFileIndexes.has(loc.file);
  }

  /** Does it stand in a file of the program, and not of the library? */
  isProgramNode(node: ts.Node): boolean {
    return !this.library.isRuntimeFile(node.getSourceFile());
  }

  private thenables: boolean | undefined;

  /** May the program have objects with a `then` method of their own? */
  get hasThenables(): boolean {
    this.thenables ??= this.program
      .getSourceFiles()
      .some((file) => !file.isDeclarationFile && !this.library.isRuntimeFile(file) && declaresThen(file));
    return this.thenables;
  }

  // ---- classes ----

  /** Registers a class, and its bases, in the module. */
  ensureClass(info: ClassInfo): string {
    if (this.module.classes.has(info.name)) return info.name;
    const base = info.base === undefined ? undefined : this.ensureClass(info.base);
    const own = info.fields().filter((field) => !field.redeclares);
    const object = info.hasObject ? [{ name: objectField(info), type: "ref" as const }] : [];
    const fields = [...object, ...own.map((field) => ({ name: field.name, type: storage(field.type) }))];
    this.module.classes.set(info.name, { name: info.name, display: info.display, base, fields, typeof: "object" });
    this.held.addClass(info);
    this.reach(info.declaration.getSourceFile());
    const trace = this.hasCollector ? this.methodOf(info, "@@tracing") : undefined;
    if (trace !== undefined) {
      this.module.classes.get(info.name)!.tracer = this.instance(trace.declaration, [], trace.owner).name;
    }
    const finalize = this.methodOf(info, "@@finalizer");
    if (finalize !== undefined) {
      const fn = this.instance(finalize.declaration, [], finalize.owner);
      this.module.classes.get(info.name)!.finalizer = fn.name;
    }
    return info.name;
  }

  /** The method, in the class or inherited, that this name means. */
  methodOf(
    info: ClassInfo,
    name: string,
    kind: "method" | "get" | "set" = "method",
  ): { declaration: ts.FunctionLikeDeclaration; owner: ClassInfo } | undefined {
    for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) {
      const declaration = this.methodsOf(at.declaration).get(`${kind} ${name}`);
      if (declaration !== undefined) return { declaration, owner: at };
    }
    return undefined;
  }

  private readonly methods = new Map<ts.ClassLikeDeclaration, ReadonlyMap<string, ts.FunctionLikeDeclaration>>();

  /** A class's own methods and accessors by kind and name; the first of a name. */
  private methodsOf(declaration: ts.ClassLikeDeclaration): ReadonlyMap<string, ts.FunctionLikeDeclaration> {
    const known = this.methods.get(declaration);
    if (known !== undefined) return known;
    const found = new Map<string, ts.FunctionLikeDeclaration>();
    for (const member of declaration.members) {
      const kind = methodKind(member);
      if (kind === undefined || hasModifier(member, ts.SyntaxKind.StaticKeyword)) continue;
      const key = `${kind} ${memberName(this.checker.getSymbolAtLocation(member.name!)!)}`;
      if (!found.has(key)) found.set(key, member as ts.FunctionLikeDeclaration);
    }
    this.methods.set(declaration, found);
    return found;
  }

  boxClass(type: IrType): string {
    const name = `Box<${type}>`;
    if (!this.module.classes.has(name)) {
      this.module.classes.set(name, {
        name,
        display: "(captured variable)",
        fields: [{ name: "value", type }],
        typeof: "object",
      });
    }
    return name;
  }

  closureBase(): string {
    if (!this.module.classes.has("Function")) {
      this.module.classes.set("Function", {
        name: "Function",
        display: "Function",
        fields: [{ name: "code", type: "ptr" }],
        typeof: "function",
      });
    }
    return "Function";
  }

  /** The class of arrays whose elements are held this way. */
  arrayClass(element: Ty): string {
    const type = storage(element);
    const name = `Array<${type === "ref" || type === "any" ? type : anyTag(element)}>`;
    this.held.addContainer(name, [element]);
    if (!this.module.classes.has(name)) {
      this.module.classes.set(name, {
        name,
        display: "Array",
        fields: [
          { name: "length", type: "i32" },
          { name: "capacity", type: "i32" },
          { name: "data", type: "ptr" },
        ],
        elements: type,
        typeof: "object",
      });
      const finalize = this.runtime("finalizeArray", [element]);
      this.module.classes.get(name)!.finalizer = finalize.name;
      if (this.hasCollector && (type === "ref" || type === "any"))
        this.module.classes.get(name)!.tracer = this.runtime("traceArray", [element]).name;
      this.tables.addShape(name, { kind: "array", element: heldAlike(element) });
    }
    return name;
  }

  /** The class of tuples whose elements are held this way: a tuple seen through a wider type stays the same object. */
  tupleClass(elements: readonly Ty[]): string {
    const name = this.tupleClassName(elements);
    this.held.addContainer(name, elements);
    if (!this.module.classes.has(name)) {
      this.module.classes.set(name, {
        name,
        display: "Array",
        fields: elements.map((element, index) => ({ name: String(index), type: storage(element) })),
        typeof: "object",
      });
      this.tables.addShape(name, { kind: "tuple", elements: elements.map(heldAlike) });
    }
    return name;
  }

  tupleClassName(elements: readonly Ty[]): string {
    const held = elements.map((element) => {
      const type = storage(element);
      return type === "ref" || type === "any" ? type : anyTag(element);
    });
    return `[${held.join(",")}]`;
  }

  /** The class of object literals without methods that have these properties in this order. */
  literalClass(properties: readonly LiteralProperty[], display: string): LiteralInfo {
    const name = `{${properties.map((property) => `${property.name}${property.room ? "?" : ""}:${tyKey(property.type)}`).join(";")}}`;
    let info = this.literals.get(name);
    if (info === undefined) {
      info = { name, display, properties };
      this.literals.set(name, info);
      this.addLiteralClass(info, []);
    }
    return info;
  }

  addLiteralClass(info: LiteralInfo, hidden: readonly { name: string; type: IrType; ty: Ty }[]): void {
    const fields = info.properties
      .filter((property) => property.kind === "field")
      .map((property) => ({ name: property.name, type: storage(property.type) }));
    this.module.classes.set(info.name, {
      name: info.name,
      display: "Object",
      fields: [...fields, ...hidden.map(({ name, type }) => ({ name, type }))],
      typeof: "object",
    });
    this.held.addLiteral(
      info,
      hidden.map((capture) => capture.ty),
    );
    this.tables.addShape(info.name, { kind: "literal", info });
  }

  // ---- globals ----

  global(symbol: ts.Symbol, type: () => Ty, file: ts.SourceFile): GlobalVariable {
    let global = this.globals.get(symbol);
    if (global === undefined) {
      const stem = path.basename(file.fileName).replace(/\.ts$/, "");
      global = { name: this.uniqueName(`${stem}.${symbol.name}`), type: type() };
      this.globals.set(symbol, global);
      this.module.globals.set(global.name, { name: global.name, type: storage(global.type) });
      this.reach(file);
    }
    return global;
  }

  /** A global of the compiler's own. */
  hiddenGlobal(key: string, type: IrType): string {
    if (!this.module.globals.has(key)) this.module.globals.set(key, { name: key, type });
    return key;
  }

  // ---- module bodies ----

  /** Something in this file is used: its body must run. */
  reach(file: ts.SourceFile): void {
    if (this.reachedFiles.has(file) || file.isDeclarationFile) return;
    this.reachedFiles.add(file);
    this.enqueue(() => lowerModuleBody(this, file));
  }

  isReached(file: ts.SourceFile): boolean {
    return this.reachedFiles.has(file);
  }
}

/** What is known of an element if all that is known is how it is held: arrays of all references share a class. */
function heldAlike(element: Ty): Ty {
  const type = storage(element);
  return type === "ref" ? anyObjectTy : type === "any" ? unknownTy : element;
}

function outerKey(outer: Env, owner: ClassInfo | undefined): string {
  if (owner !== undefined) return "";
  const receiver = outer.thisTy?.kind === "static" ? ` on ${outer.thisTy.info.key}` : "";
  if (outer.params.size === 0) return receiver;
  return `${receiver}{${[...outer.params.values()].map(tyKey).join(",")}}`;
}

/** What a class member is to those who look for methods. Of several signatures, only the implementation, which comes after them, counts. */
function methodKind(member: ts.ClassElement): "method" | "get" | "set" | undefined {
  if (ts.isGetAccessor(member)) return "get";
  if (ts.isSetAccessor(member)) return "set";
  if (!ts.isMethodDeclaration(member)) return undefined;
  return member.body !== undefined || hasModifier(member, ts.SyntaxKind.AbstractKeyword) ? "method" : undefined;
}

/** Does a class or an object literal have a member `then`? What only calls such a method has none. */
function declaresThen(file: ts.SourceFile): boolean {
  if (!/(?<!\.)\bthen\b/.test(file.text)) return false;
  const visit = (node: ts.Node): boolean => {
    const isMember = ts.isClassElement(node) || ts.isObjectLiteralElementLike(node);
    const name = isMember ? node.name : undefined;
    if (name !== undefined && (ts.isComputedPropertyName(name) ? name.expression : name).getText(file).includes("then"))
      return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  return visit(file);
}
