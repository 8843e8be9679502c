/**
 * Reads the text form of `print.ts` back, for tests and for tools that start from a dump. It accepts what the printer writes, with any
 * white space and with `//` comments; it checks syntax only, the verifier does the rest. Errors name the line.
 */
import type {
  AnyTagName,
  AsmOperand,
  BinaryOperator,
  Block,
  Callee,
  Constant,
  Conversion,
  FieldDef,
  Instr,
  IntType,
  IrFunction,
  IrModule,
  IrType,
  Loc,
  Operand,
  Param,
  Predicate,
  RuntimeFunctions,
  Target,
  Terminator,
  ValueId,
} from "./ir.ts";
import { AnyTag } from "./ir.ts";

/** A word, a quoted string, a value, a number or a punctuation mark, with the line it stands on. */
interface Token {
  readonly kind: "word" | "string" | "value" | "number" | "mark" | "end";
  readonly text: string;
  readonly line: number;
}

const lexeme =
  /[ \t\r]+|\/\/[^\n]*|\n|(?<value>%\d+)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|-inf)|(?<word>[A-Za-z_$][A-Za-z0-9_.$]*)|(?<mark>->|[@(){}[\],:=!])/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < text.length) {
    const start = lexeme.lastIndex;
    const match = lexeme.exec(text);
    if (!match) throw new Error(`line ${line}: unexpected ${JSON.stringify(text.slice(start, start + 20))}`);
    if (match[0] === "\n") line++;
    for (const kind of ["value", "string", "number", "word", "mark"] as const) {
      if (match.groups?.[kind] !== undefined) tokens.push({ kind, text: match[0], line });
    }
  }
  tokens.push({ kind: "end", text: "end of text", line });
  return tokens;
}

const types = new Set<string>(["void", "i1", "i8", "i16", "i32", "i64", "f32", "f64", "ptr", "ref", "any"]);
const binaryOperators = new Set<string>(
  "add sub mul sdiv udiv srem urem and or xor shl lshr ashr fadd fsub fmul fdiv".split(" "),
);
const predicates = new Set<string>("eq ne slt sle sgt sge ult ule ugt uge foeq fune folt fole fogt foge".split(" "));
const conversions = new Set<string>(
  "trunc zext sext sitofp uitofp fptosi fptoui truncate exact fpext fptrunc ptrtoint inttoptr bits addressof refof".split(
    " ",
  ),
);

type Bare<T> = T extends unknown ? Omit<T, "result" | "loc"> : never;

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  /** Types of the values of the function being read. */
  #types: IrType[] = [];

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  // ---- tokens ----

  #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  #next(): Token {
    return this.#tokens[this.#at++]!;
  }

  #fail(expected: string): never {
    const token = this.#peek();
    throw new Error(`line ${token.line}: expected ${expected}, found ${token.text}`);
  }

  /** Takes a word or mark if it stands here. */
  #accept(text: string): boolean {
    const token = this.#peek();
    if (token.kind === "string" || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.#fail(`"${text}"`);
  }

  #word(): string {
    if (this.#peek().kind !== "word") this.#fail("a word");
    return this.#next().text;
  }

  #string(): string {
    if (this.#peek().kind !== "string") this.#fail("a string");
    return JSON.parse(this.#next().text) as string;
  }

  #name(): string {
    return this.#peek().kind === "string" ? this.#string() : this.#word();
  }

  #global(): string {
    this.#expect("@");
    return this.#name();
  }

  #number(): string {
    if (this.#peek().kind !== "number") this.#fail("a number");
    return this.#next().text;
  }

  #value(): ValueId {
    if (this.#peek().kind !== "value") this.#fail("a value");
    return Number(this.#next().text.slice(1));
  }

  #oneOf<T extends string>(set: ReadonlySet<string>, what: string): T {
    if (!set.has(this.#peek().text)) this.#fail(what);
    return this.#next().text as T;
  }

  #type(): IrType {
    return this.#oneOf<IrType>(types, "a type");
  }

  #tag(): AnyTagName {
    if (!(this.#peek().text in AnyTag)) this.#fail("a tag");
    return this.#next().text as AnyTagName;
  }

  #list<T>(open: string, close: string, item: () => T): T[] {
    this.#expect(open);
    const items: T[] = [];
    while (!this.#accept(close)) {
      if (items.length > 0) this.#expect(",");
      items.push(item());
    }
    return items;
  }

  #loc(): Loc | undefined {
    if (!this.#accept("!")) return undefined;
    const file = Number(this.#number());
    this.#expect(":");
    const line = Number(this.#number());
    this.#expect(":");
    return { file, line, column: Number(this.#number()) };
  }

  // ---- operands ----

  #operand(): Operand {
    const token = this.#peek();
    if (token.kind === "value") return { kind: "value", id: this.#value() };
    if (token.kind === "string") return { kind: "string", text: this.#string() };
    const word = this.#word();
    switch (word) {
      case "i1":
      case "i8":
      case "i16":
      case "i32":
      case "i64":
        return { kind: "int", type: word as IntType | "i1", value: BigInt(this.#number()) };
      case "f32":
      case "f64":
        return { kind: "float", type: word, value: this.#float() };
      case "null":
      case "undefined":
      case "nullptr":
        return { kind: word };
      case "static":
      case "function":
      case "data":
      case "symbol":
        return { kind: word, name: this.#global() };
      case "sizeof":
        return { kind: "sizeof", class: this.#global() };
      default:
        this.#at--;
        return this.#fail("an operand");
    }
  }

  #float(): number {
    if (this.#accept("nan")) return NaN;
    if (this.#accept("inf")) return Infinity;
    if (this.#accept("-inf")) return -Infinity;
    return Number(this.#number());
  }

  #operands(): Operand[] {
    return this.#list("(", ")", () => this.#operand());
  }

  #pair(): [Operand, Operand] {
    const first = this.#operand();
    this.#expect(",");
    return [first, this.#operand()];
  }

  #call(): { callee: Callee; args: Operand[] } {
    if (!this.#accept("indirect")) {
      const callee: Callee = { kind: "direct", name: this.#global() };
      return { callee, args: this.#operands() };
    }
    const convention = this.#accept("c") ? { convention: "c" as const } : {};
    const pointer = this.#operand();
    this.#expect(":");
    const params = this.#list("(", ")", () => this.#type());
    this.#expect("->");
    const result = this.#type();
    return {
      callee: { kind: "indirect", pointer, signature: { params, result }, ...convention },
      args: this.#operands(),
    };
  }

  #target(): Target {
    const block = this.#name();
    return { block, args: this.#operands() };
  }

  // ---- instructions ----

  #instr(op: string): Bare<Instr> | undefined {
    if (binaryOperators.has(op)) {
      const [left, right] = this.#pair();
      return { op: "binary", operator: op as BinaryOperator, left, right };
    }
    switch (op) {
      case "compare": {
        const predicate = this.#oneOf<Predicate>(predicates, "a predicate");
        const [left, right] = this.#pair();
        return { op, predicate, left, right };
      }
      case "fneg":
      case "any.tag":
      case "retain":
      case "release":
        return { op, value: this.#operand() };
      case "convert": {
        const conversion = this.#oneOf<Conversion>(conversions, "a conversion");
        const value = this.#operand();
        this.#expect("to");
        return { op, conversion, value, to: this.#type() };
      }
      case "select": {
        const condition = this.#operand();
        this.#expect(",");
        const [then, otherwise] = this.#pair();
        return { op, condition, then, else: otherwise };
      }
      case "local.get":
        return { op, local: this.#name() };
      case "local.set": {
        const local = this.#name();
        this.#expect(",");
        return { op, local, value: this.#operand() };
      }
      case "init":
      case "room.init":
      case "room.get": {
        const className = this.#global();
        this.#expect(",");
        return { op, class: className, address: this.#operand() };
      }
      case "stack.init":
      case "stack.room":
        return { op, class: this.#global() };
      case "room.leave":
        return { op, object: this.#operand() };
      case "reset.take": {
        const className = this.#global();
        this.#expect(",");
        return { op, class: className, cell: this.#operand() };
      }
      case "reset.free":
        return { op, cell: this.#operand() };
      case "reset": {
        const className = this.#global();
        this.#expect(",");
        const object = this.#operand();
        const kept: { field: string; value: Operand }[] = [];
        if (this.#accept("(")) {
          do kept.push({ field: this.#name(), value: this.#operand() });
          while (this.#accept(","));
          this.#expect(")");
        }
        return { op, class: className, object, kept };
      }
      case "stack.end": {
        const className = this.#global();
        this.#expect(",");
        return { op, class: className, object: this.#operand() };
      }
      case "field.get":
      case "field.take":
      case "field.set":
      case "field.init": {
        const className = this.#global();
        const field = this.#name();
        this.#expect(",");
        const object = this.#operand();
        if (op === "field.get" || op === "field.take") return { op, class: className, field, object };
        this.#expect(",");
        return { op, class: className, field, object, value: this.#operand() };
      }
      case "load":
      case "take":
      case "store": {
        const volatile = this.#accept("volatile");
        const element = op !== "take" && this.#accept("element") ? { element: true } : {};
        const type = this.#type();
        this.#expect(",");
        const address = this.#operand();
        if (op === "take") return { op, type, address };
        if (op === "load") return { op, type, address, volatile, ...element };
        this.#expect(",");
        return { op, type, address, value: this.#operand(), volatile, ...element };
      }
      case "offset": {
        const [address, bytes] = this.#pair();
        return { op, address, bytes };
      }
      case "call":
        return { op, ...this.#call() };
      case "global.get":
      case "global.take":
        return { op, global: this.#global() };
      case "global.set":
      case "global.init": {
        const global = this.#global();
        this.#expect(",");
        return { op, global, value: this.#operand() };
      }
      case "any.box":
      case "any.unbox": {
        const tag = this.#tag();
        return { op, tag, value: this.#operand() };
      }
      case "is": {
        const className = this.#global();
        this.#expect(",");
        return { op, class: className, object: this.#operand() };
      }
      case "table.get": {
        const table = this.#global();
        this.#expect(",");
        return { op, table, object: this.#operand() };
      }
      case "asm": {
        const text = this.#string();
        const output = this.#accept("->") ? this.#string() : undefined;
        const inputs = this.#list("(", ")", (): AsmOperand => {
          const constraint = this.#string();
          return { constraint, value: this.#operand() };
        });
        return { op, text, output, inputs, clobbers: this.#list("(", ")", () => this.#string()) };
      }
      case "intrinsic": {
        const name = this.#name();
        return { op, name, args: this.#operands() };
      }
      default:
        return undefined;
    }
  }

  #terminator(op: string): Bare<Terminator> | undefined {
    switch (op) {
      case "jump":
        return { op, target: this.#target() };
      case "branch": {
        const condition = this.#operand();
        this.#expect(",");
        const then = this.#target();
        this.#expect(",");
        return { op, condition, then, else: this.#target() };
      }
      case "switch": {
        const value = this.#operand();
        const cases = this.#list("[", "]", () => {
          const value = BigInt(this.#number());
          this.#expect(":");
          return { value, target: this.#target() };
        });
        this.#expect("default");
        return { op, value, cases, default: this.#target() };
      }
      case "return": {
        const token = this.#peek();
        if (token.text === "}" || token.text === "!" || this.#blockAhead()) return { op, value: undefined };
        return { op, value: this.#operand() };
      }
      case "throw":
        return { op, error: this.#operand() };
      case "invoke": {
        const { callee, args } = this.#call();
        this.#expect("to");
        const normal = this.#target();
        this.#expect("unwind");
        return { op, callee, args, normal, unwind: this.#target() };
      }
      case "suspend": {
        const resume = this.#target();
        this.#expect("destroy");
        return { op, resume, destroy: this.#target() };
      }
      case "unreachable":
      case "coro.end":
        return { op };
      default:
        return undefined;
    }
  }

  /** Does a block's header stand here? A name followed by a colon, a parameter list or `[cold]`. */
  #blockAhead(): boolean {
    const token = this.#peek();
    const after = this.#tokens[this.#at + 1]?.text;
    return (token.kind === "word" || token.kind === "string") && (after === ":" || after === "(" || after === "[");
  }

  // ---- functions ----

  #define(): ValueId {
    const id = this.#value();
    this.#expect(":");
    this.#types[id] = this.#type();
    return id;
  }

  #block(): Block {
    const name = this.#name();
    const borrowed: ValueId[] = [];
    const param = (): ValueId => {
      const id = this.#define();
      if (this.#accept("borrowed")) borrowed.push(id);
      return id;
    };
    const params = this.#peek().text === "(" ? this.#list("(", ")", param) : [];
    const cold = this.#accept("[");
    if (cold) {
      this.#expect("cold");
      this.#expect("]");
    }
    this.#expect(":");
    const instrs: Instr[] = [];
    for (;;) {
      if (this.#peek().kind === "value") {
        const result = this.#define();
        this.#expect("=");
        const body = this.#instr(this.#word()) ?? this.#fail("an instruction with a result");
        instrs.push({ ...body, result, loc: this.#loc() });
        continue;
      }
      const op = this.#word();
      const body = this.#instr(op);
      if (body) {
        instrs.push({ ...body, loc: this.#loc() });
        continue;
      }
      const terminator = this.#terminator(op);
      if (!terminator) {
        this.#at--;
        this.#fail("an instruction");
      }
      return {
        name,
        params,
        instrs,
        terminator: { ...terminator, loc: this.#loc() },
        ...(cold ? { cold } : {}),
        ...(borrowed.length > 0 ? { borrowed } : {}),
      };
    }
  }

  function(): IrFunction {
    this.#expect("func");
    this.#types = [];
    const name = this.#global();
    const display = this.#peek().kind === "string" ? this.#string() : name;
    const params = this.#list("(", ")", (): Param => {
      const value = this.#value();
      const name = this.#name();
      this.#expect(":");
      this.#types[value] = this.#type();
      return { value, name, ownership: this.#accept("owned") ? "owned" : "borrowed" };
    });
    this.#expect("->");
    const result = this.#type();
    const fn: IrFunction & { loc?: Loc } = {
      name,
      display,
      params,
      result,
      locals: new Map(),
      types: this.#types,
      blocks: [],
      coroutine: false,
      throws: false,
      addressTaken: false,
      inline: "auto",
      interruptEntry: false,
      noFloat: false,
    };
    while (this.#peek().kind === "word") this.#flag(fn);
    const loc = this.#loc();
    if (loc) fn.loc = loc;
    this.#expect("{");
    while (this.#peek().text === "local" && this.#tokens[this.#at + 1]?.text !== ":") {
      this.#next();
      const local = this.#name();
      this.#expect(":");
      fn.locals.set(local, this.#type());
    }
    while (!this.#accept("}")) fn.blocks.push(this.#block());
    for (let id = 0; id < this.#types.length; id++) this.#types[id] ??= "void";
    return fn;
  }

  #flag(fn: IrFunction): void {
    const flag = this.#word();
    switch (flag) {
      case "coroutine":
      case "traced":
      case "throws":
      case "addressTaken":
      case "constructs":
      case "guardStack":
      case "fast":
      case "interruptEntry":
      case "noFloat":
      case "noImplicitFloat":
        Object.assign(fn, { [flag]: true });
        break;
      case "export":
        fn.exportAs = this.#string();
        break;
      case "inline":
        fn.inline = this.#word() as "always" | "never";
        break;
      default:
        this.#at--;
        this.#fail("a flag");
    }
  }

  module(): IrModule {
    this.#expect("module");
    const target = this.#word() as IrModule["target"];
    this.#expect("start");
    const runtime: Record<string, string> = {};
    const module: IrModule = {
      target,
      files: [],
      functions: new Map(),
      classes: new Map(),
      globals: new Map(),
      data: new Map(),
      statics: new Map(),
      tables: new Map(),
      moduleAsm: [],
      runtime: runtime as unknown as RuntimeFunctions,
      start: this.#global(),
    };
    while (this.#peek().kind !== "end") {
      if (this.#peek().text === "func") {
        const fn = this.function();
        module.functions.set(fn.name, fn);
      } else if (this.#accept("runtime")) {
        const role = this.#word();
        runtime[role] = this.#global();
      } else if (this.#accept("file")) module.files.push(this.#string());
      else if (this.#accept("asm")) module.moduleAsm.push(this.#string());
      else if (this.#accept("class")) this.#class(module);
      else if (this.#accept("global")) {
        const name = this.#global();
        this.#expect(":");
        const type = this.#type();
        const volatile = this.#accept("volatile") ? { volatile: true } : {};
        const settled = this.#accept("settled") ? { settled: true } : {};
        module.globals.set(name, { name, type, ...volatile, ...settled });
      } else if (this.#accept("data")) this.#data(module);
      else if (this.#accept("static")) this.#static(module);
      else if (this.#accept("table")) {
        const name = this.#global();
        const entries = this.#list("{", "}", (): [string, string] => {
          const className = this.#global();
          this.#expect(":");
          return [className, this.#global()];
        });
        module.tables.set(name, { name, entries: new Map(entries) });
      } else this.#fail("a declaration");
    }
    return module;
  }

  #class(module: IrModule): void {
    const name = this.#global();
    const display = this.#string();
    const kind = this.#word() as "object" | "function" | "string" | "undefined";
    const base = this.#accept("extends") ? this.#global() : undefined;
    const finalizer = this.#accept("finalizer") ? this.#global() : undefined;
    const tracer = this.#accept("tracer") ? this.#global() : undefined;
    const cyclic = this.#accept("cyclic");
    const elements = this.#accept("elements") ? this.#type() : undefined;
    const fields = this.#list("{", "}", (): FieldDef => {
      const field = this.#name();
      this.#expect(":");
      return { name: field, type: this.#type() };
    });
    module.classes.set(name, {
      name,
      display,
      typeof: kind,
      fields,
      ...(base === undefined ? {} : { base }),
      ...(finalizer === undefined ? {} : { finalizer }),
      ...(tracer === undefined ? {} : { tracer }),
      ...(cyclic ? { cyclic } : {}),
      ...(elements === undefined ? {} : { elements }),
    });
  }

  #data(module: IrModule): void {
    const name = this.#global();
    this.#expect("align");
    const align = Number(this.#number());
    const writable = this.#accept("writable") ? { writable: true } : {};
    module.data.set(name, { name, align, bytes: new Uint8Array(Buffer.from(this.#string(), "hex")), ...writable });
  }

  #static(module: IrModule): void {
    const constant = this.#accept("constant") ? { constant: true } : {};
    const name = this.#global();
    const className = this.#global();
    const fields = this.#list("{", "}", (): [string, Constant] => {
      const field = this.#name();
      this.#expect(":");
      return [field, this.#constant()];
    });
    const elements = this.#peek().text === "[" ? { elements: this.#list("[", "]", () => this.#constant()) } : undefined;
    module.statics.set(name, { name, class: className, ...constant, fields: new Map(fields), ...elements });
  }

  #constant(): Constant {
    return this.#accept("boxed") ? { kind: "boxed", tag: this.#tag(), value: this.#operand() } : this.#operand();
  }
}

/** Reads a module. Throws an `Error` that names the line where the text is malformed. */
export function parseModule(text: string): IrModule {
  return new Parser(text).module();
}

/** Reads a single function. */
export function parseFunction(text: string): IrFunction {
  return new Parser(text).function();
}
