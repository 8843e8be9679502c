/**
 * Functions of "osmium", "osmium/unsafe" and "osmium/internal" that are instructions: a table from name to lowering. Those with a body in the
 * runtime library are not here.
 */
import ts from "typescript";
import type { AsmOperand, IntType, IrType, Operand } from "../../ir/ir.ts";
import { bool, direct, i64, int, nullPtr } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { emptyEnv } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import { hasModifier } from "../types/translate.ts";
import {
  anyObjectTy,
  booleanTy,
  f32Ty,
  type IntName,
  intShapes,
  intTy,
  isNumeric,
  numberTy,
  stringTy,
  type Ty,
  tyDisplay,
  unknownTy,
  voidTy,
} from "../types/ty.ts";
import { typeArguments } from "./call.ts";
import { coerce, coerceNumber, toDouble } from "./coerce.ts";
import { constantOf } from "./constant.ts";
import { dispatch } from "./dispatch-entry.ts";
import { lowerExpression, lowerTo } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { allocateList } from "./lists.ts";
import { layoutOf, structField } from "./machine.ts";
import { makeMatchArray, matchDetailsOf } from "./match.ts";
import { toInt64 } from "./operator.ts";
import { resolveSymbol, targetOf } from "./symbols.ts";
import { undefinedVal, type Val, voidVal } from "./value.ts";

type MachineCall = (f: FunctionLowering, node: ts.CallExpression, name: string) => Val;

const u32 = intTy("u32");
const i32 = intTy("i32");
const usize = intTy("usize");
const u8Pointer: Ty = { kind: "pointer", to: intTy("u8") };

function arg(node: ts.CallExpression, index: number): ts.Expression {
  const found = node.arguments[index];
  if (found === undefined) throw new CompileError(node, codes.machineApi, "an argument is missing");
  return found;
}

function literalText(node: ts.CallExpression, index: number): string {
  const found = skipParentheses(arg(node, index));
  if (!ts.isStringLiteralLike(found)) throw new CompileError(found, codes.machineApi, "this must be a string literal");
  return found.text;
}

function typeArg(f: FunctionLowering, node: ts.CallExpression): Ty {
  const ty = typeArguments(f, node)[0];
  if (ty === undefined) throw new CompileError(node, codes.machineApi, "a type argument is missing");
  return ty;
}

/** Any integer as an address. */
function address(f: FunctionLowering, node: ts.Expression): Operand {
  const val = lowerExpression(f, node);
  return f.b.convert("inttoptr", "ptr", integerOf(f, val, node));
}

function integerOf(f: FunctionLowering, val: Val, node: ts.Node): Operand {
  if (val.literal !== undefined) return i64(BigInt.asIntN(64, val.literal));
  if (val.ty.kind === "int" || val.ty.kind === "integer") return toInt64(f, val);
  if (val.ty.kind === "pointer" || val.ty.kind === "struct") return f.b.convert("ptrtoint", "i64", val.op);
  throw new CompileError(
    node,
    codes.machineApi,
    `a '${tyDisplay(val.ty)}' is no machine integer`,
    "convert it: u64(…)",
  );
}

// ---- conversions between widths ----

function convertInt(name: IntName): MachineCall {
  return (f, node) => {
    const { bits, signed } = intShapes[name];
    const type: IntType = `i${bits}`;
    const ty = intTy(name);
    const val = lowerExpression(f, arg(node, 0));
    if (val.literal !== undefined) {
      const wrapped = signed ? BigInt.asIntN(bits, val.literal) : BigInt.asUintN(bits, val.literal);
      return { op: int(type, wrapped), ty, literal: wrapped };
    }
    if (val.ty.kind === "boolean") return { op: f.b.convert("zext", type, val.op), ty };
    if (val.ty.kind === "int" || val.ty.kind === "integer") {
      const from = val.ty.kind === "integer" ? { bits: 64, signed: true } : intShapes[val.ty.name];
      if (from.bits === bits) return { op: val.op, ty };
      return { op: f.b.convert(from.bits > bits ? "trunc" : from.signed ? "sext" : "zext", type, val.op), ty };
    }
    if (!isNumeric(val.ty))
      throw new CompileError(node, codes.machineApi, `a '${tyDisplay(val.ty)}' can't be converted to '${name}'`);
    const double: Val = { op: toDouble(f, val), ty: numberTy };
    if (bits === 64) return { op: f.callRuntime(signed ? "toInt64" : "toUint64", [double], [], node).op, ty };
    const wide = f.callRuntime("toInt32", [double], [], node).op;
    return { op: bits === 32 ? wide : f.b.convert("trunc", type, wide), ty };
  };
}

// ---- atomics and bits ----

function atomic(name: string, values: number): MachineCall {
  return (f, node) => {
    const pointer = lowerExpression(f, arg(node, 0));
    if (pointer.ty.kind !== "pointer")
      throw new CompileError(node, codes.machineApi, "the first argument must be a pointer");
    const to = pointer.ty.to;
    const operands = [pointer.op];
    for (let index = 1; index <= values; index++) operands.push(lowerTo(f, arg(node, index), to).op);
    if (name === "atomic.store") {
      f.b.intrinsic(name, operands, "void");
      return voidVal;
    }
    return { op: f.b.intrinsic(name, operands, storage(to) as "i32"), ty: to };
  };
}

function bitCount(name: string): MachineCall {
  return (f, node) => {
    const val = lowerExpression(f, arg(node, 0));
    if (val.ty.kind !== "int")
      throw new CompileError(node, codes.machineApi, "the argument must be a machine integer", "convert it: u32(…)");
    return { op: f.b.intrinsic(name, [val.op], storage(val.ty) as "i32"), ty: val.ty };
  };
}

function bytesCall(name: string): MachineCall {
  return (f, node) => {
    const first = lowerTo(f, arg(node, 0), u8Pointer).op;
    const second = lowerTo(f, arg(node, 1), name === "memset" ? intTy("u8") : u8Pointer).op;
    f.b.intrinsic(name, [first, second, lowerTo(f, arg(node, 2), usize).op], "void");
    return voidVal;
  };
}

function doubleUnary(name: string): MachineCall {
  return (f, node) => ({ op: f.b.intrinsic(name, [lowerTo(f, arg(node, 0), numberTy).op], "f64"), ty: numberTy });
}

// ---- objects ----

function objectOperand(f: FunctionLowering, node: ts.CallExpression): Operand {
  const val = lowerExpression(f, arg(node, 0));
  const type = storage(val.ty);
  if (type === "any") return f.b.anyUnbox("ref", val.op);
  if (type !== "ref") throw new CompileError(node, codes.machineApi, `a '${tyDisplay(val.ty)}' is no object`);
  return val.op;
}

function objectIntrinsic(name: string, result: IrType, ty: Ty): MachineCall {
  return (f, node) => {
    const op = f.b.intrinsic(name, [objectOperand(f, node)], result);
    return op === undefined ? voidVal : { op, ty };
  };
}

/** What an object is made of: a function for each class tells. */
function description(member: "describe" | "enumerate"): MachineCall {
  return (f, node) => {
    const object: Val = { op: objectOperand(f, node), ty: unknownTy };
    const result = typeArg(f, node);
    return { op: dispatch(f, object, { kind: "describe", member, result }, [])!, ty: result };
  };
}

/** The text of an object: a function for each class gives it. */
const objectText: MachineCall = (f, node) => {
  const object: Val = { op: objectOperand(f, node), ty: unknownTy };
  return { op: dispatch(f, object, { kind: "text", member: "text", result: stringTy }, [])!, ty: stringTy };
};

function stringPart(offset: number): MachineCall {
  return (f, node) => {
    const text = objectOperand(f, node);
    return { op: f.b.load("i32", f.b.offset(f.b.convert("addressof", "ptr", text), i64(offset)), false), ty: u32 };
  };
}

function arrayPart(field: string, type: IrType): MachineCall {
  return (f, node) => {
    const val = lowerExpression(f, arg(node, 0));
    if (val.ty.kind !== "array") throw new CompileError(node, codes.machineApi, "the argument must be an array");
    return {
      op: f.b.fieldGet(type, f.c.arrayClass(val.ty.element), field, val.op),
      ty: field === "data" ? { kind: "pointer", to: val.ty.element } : u32,
    };
  };
}

function setArrayParts(f: FunctionLowering, element: Ty, array: Operand, parts: readonly Operand[]): void {
  const className = f.c.arrayClass(element);
  for (const [index, field] of ["data", "length", "capacity"].entries())
    f.b.fieldInit(className, field, array, parts[index]!);
}

function functionOf(f: FunctionLowering, node: ts.Expression): string {
  const inner = skipParentheses(node);
  const symbol = resolveSymbol(f.c.checker, ts.isPropertyAccessExpression(inner) ? inner.name : inner);
  const declaration = symbol?.valueDeclaration;
  const isStatic =
    declaration !== undefined &&
    ts.isMethodDeclaration(declaration) &&
    hasModifier(declaration, ts.SyntaxKind.StaticKeyword);
  if (declaration === undefined || !(ts.isFunctionDeclaration(declaration) || isStatic)) {
    throw new CompileError(
      node,
      codes.machineApi,
      "this must name a function declared at the top of a module, or a static method",
    );
  }
  return exportFunction(f, declaration as ts.FunctionDeclaration);
}

/** Makes a function callable from assembly; gives its linker symbol. */
function exportFunction(f: FunctionLowering, declaration: ts.FunctionDeclaration): string {
  const instance = f.c.instance(declaration, [], undefined);
  return f.c.memo(`export ${instance.name}`, () => {
    const symbol = `osc.${instance.name.replace(/[^A-Za-z0-9_.]/g, "_")}`;
    f.c.exportedFunctions.set(instance.name, symbol);
    return symbol;
  });
}

/** The file's name and the function's, for who looks at symbols: `heap.state`. */
function placeOf(f: FunctionLowering, node: ts.Node): string {
  const file = f.c.module.files[f.c.loc(node).file] ?? "";
  return `${file.replace(/^.*\/|\.ts$/g, "")}.${f.b.fn.display}`.replace(/[^\w.]/g, "_");
}

const calls: Record<string, MachineCall> = {
  ...Object.fromEntries((Object.keys(intShapes) as IntName[]).map((name) => [name, convertInt(name)])),
  f32: (f, node) => {
    const val = lowerExpression(f, arg(node, 0));
    if (val.ty.kind === "f32") return val;
    return { op: f.b.convert("fptrunc", "f32", toDouble(f, val)), ty: f32Ty };
  },
  toNumber: (f, node) => ({ op: toDouble(f, lowerExpression(f, arg(node, 0))), ty: numberTy }),

  pointer: (f, node) => ({ op: address(f, arg(node, 0)), ty: { kind: "pointer", to: typeArg(f, node) } }),
  nullPointer: (f, node) => ({ op: nullPtr, ty: { kind: "pointer", to: typeArg(f, node) } }),
  sizeOf: (f, node) => {
    const size = BigInt(layoutOf(typeArg(f, node), node).size);
    return { op: i64(size), ty: usize, literal: size };
  },
  offsetOf: (f, node) => {
    const ty = typeArg(f, node);
    const field = ty.kind === "struct" ? structField(ty.info, literalText(node, 0), node) : undefined;
    if (field === undefined)
      throw new CompileError(node, codes.machineApi, "offsetOf needs a @struct class and one of its properties");
    return { op: i64(field.offset), ty: usize, literal: BigInt(field.offset) };
  },
  copyBytes: bytesCall("memcpy"),
  moveBytes: bytesCall("memmove"),
  fillBytes: bytesCall("memset"),
  staticBytes: (f, node) => {
    const size = constantOf(f, arg(node, 0))?.literal;
    const align = constantOf(f, arg(node, 1))?.literal;
    if (size === undefined || align === undefined)
      throw new CompileError(node, codes.machineApi, "size and alignment must be constants");
    // One region per place in the source, however often the function is instantiated.
    const loc = f.c.loc(node);
    const symbol = f.c.memo(`static bytes ${loc.file}:${loc.line}:${loc.column}`, () => {
      const name = f.c.uniqueName(`osc.static.${placeOf(f, node)}`).replace("$", ".");
      f.c.module.moduleAsm.push(
        `.pushsection .bss.osm_static,"aw",@nobits\n.balign ${align}\n${name}:\n.skip ${size}\n.popsection`,
      );
      return name;
    });
    return { op: { kind: "symbol", name: symbol }, ty: u8Pointer };
  },
  symbolAddress: (f, node) => ({
    op: f.b.convert("ptrtoint", "i64", { kind: "symbol", name: literalText(node, 0) }),
    ty: usize,
  }),
  functionAddress: (f, node) => ({
    op: f.b.convert("ptrtoint", "i64", { kind: "symbol", name: functionOf(f, arg(node, 0)) }),
    ty: usize,
  }),
  callAddress: (f, node) => {
    const target = address(f, arg(node, 0));
    const args = node.arguments.slice(1).map((item) => lowerTo(f, item, usize).op);
    const signature = { params: args.map(() => "i64" as const), result: "i64" as const };
    const op = f.b.call({ kind: "indirect", pointer: target, signature, convention: "c" }, args, "i64");
    return { op: op!, ty: usize };
  },
  atomicExchange: atomic("atomic.exchange", 1),
  atomicCompareExchange: atomic("atomic.compare.exchange", 2),
  atomicAdd: atomic("atomic.add", 1),
  atomicLoad: atomic("atomic.load", 0),
  atomicStore: atomic("atomic.store", 1),
  fence: (f) => {
    f.b.intrinsic("fence", [], "void");
    return voidVal;
  },
  frameAddress: (f) => ({ op: f.b.convert("ptrtoint", "i64", f.b.intrinsic("frame.address", [], "ptr")), ty: usize }),
  trap: (f) => {
    f.b.intrinsic("trap", [], "void");
    return { ...voidVal, ty: { kind: "never" } };
  },
  popCount: bitCount("ctpop"),
  leadingZeros: bitCount("ctlz"),
  trailingZeros: bitCount("cttz"),
  byteSwap: bitCount("bswap"),
  interrupt: lowerInterrupt,

  addressOf: (f, node) => ({
    op: f.b.convert("ptrtoint", "i64", f.b.convert("addressof", "ptr", objectOperand(f, node))),
    ty: usize,
  }),
  newString: (f, node) => {
    const bytes = lowerTo(f, arg(node, 0), usize).op;
    const length = lowerTo(f, arg(node, 1), u32).op;
    const flags = lowerTo(f, arg(node, 2), u32).op;
    const memory = f.invoke(direct(f.c.runtime("allocate").name), [f.b.binary("add", bytes, i64(16))], "ptr")!;
    const text = f.b.init("string", memory);
    f.b.store("i32", f.b.offset(memory, i64(8)), length);
    f.b.store("i32", f.b.offset(memory, i64(12)), flags);
    return { op: text, ty: stringTy };
  },
  stringLength: stringPart(8),
  stringFlags: stringPart(12),
  stringData: (f, node) => ({
    op: f.b.offset(f.b.convert("addressof", "ptr", objectOperand(f, node)), i64(16)),
    ty: u8Pointer,
  }),
  classId: objectIntrinsic("class.id", "i32", u32),
  className: objectIntrinsic("class.name", "ref", stringTy),
  classSize: objectIntrinsic("class.size", "i64", usize),
  describe: description("describe"),
  objectText,
  followsThenable: (f, node) => {
    if (!f.c.hasThenables) return { op: bool(false), ty: booleanTy };
    const [value, promise] = [lowerTo(f, arg(node, 0), unknownTy), lowerTo(f, arg(node, 1), unknownTy)];
    return f.callRuntime("followThenable", [value, promise], [], node);
  },
  isThenable: (f, node) => {
    return { op: f.b.call(direct(f.c.tables.thenableTest()), [objectOperand(f, node)], "i1")!, ty: booleanTy };
  },
  enumerate: description("enumerate"),
  getRefCount: objectIntrinsic("refcount.get", "i32", i32),
  setRefCount: (f, node) => {
    f.b.intrinsic("refcount.set", [objectOperand(f, node), lowerTo(f, arg(node, 1), i32).op], "void");
    return voidVal;
  },
  dropFields: objectIntrinsic("drop.fields", "void", voidTy),
  objectAt: (f, node) => ({ op: f.b.convert("refof", "ref", address(f, arg(node, 0))), ty: typeArg(f, node) }),
  take: (f, node) => {
    const pointer = lowerExpression(f, arg(node, 0));
    if (pointer.ty.kind !== "pointer") throw new CompileError(node, codes.machineApi, "take needs a pointer");
    const { to } = pointer.ty;
    const type = storage(to);
    return { op: type === "ref" || type === "any" ? f.b.take(type, pointer.op) : f.b.load(type, pointer.op), ty: to };
  },
  borrowAt: (f, node) => {
    const pointer = lowerExpression(f, arg(node, 0));
    if (pointer.ty.kind !== "pointer") throw new CompileError(node, codes.machineApi, "borrowAt needs a pointer");
    const { to } = pointer.ty;
    const type = storage(to);
    const op = type === "ref" ? f.b.convert("refof", "ref", f.b.load("ptr", pointer.op)) : f.b.load(type, pointer.op);
    return { op, ty: to };
  },
  dropAt: (f, node) => {
    const pointer = lowerExpression(f, arg(node, 0));
    const type = pointer.ty.kind === "pointer" ? storage(pointer.ty.to) : "i8";
    if (type === "ref" || type === "any") f.b.intrinsic(`drop.at.${type}`, [pointer.op], "void");
    return voidVal;
  },
  traceAt: (f, node) => {
    const pointer = lowerExpression(f, arg(node, 0));
    const type = pointer.ty.kind === "pointer" ? storage(pointer.ty.to) : "i8";
    if (type === "ref" || type === "any") f.b.intrinsic(`trace.at.${type}`, [pointer.op], "void");
    return voidVal;
  },
  traceFields: objectIntrinsic("trace.fields", "void", voidTy),
  isCyclic: objectIntrinsic("class.cyclic", "i1", booleanTy),
  isCounted: (f, node) => {
    const type = storage(typeArg(f, node));
    return { op: bool(type === "ref" || type === "any"), ty: booleanTy };
  },
  arrayData: arrayPart("data", "ptr"),
  arrayLength: arrayPart("length", "i32"),
  arrayCapacity: arrayPart("capacity", "i32"),
  makeArray: (f, node) => {
    const element = typeArg(f, node);
    const parts = [
      lowerTo(f, arg(node, 0), { kind: "pointer", to: element }).op,
      lowerTo(f, arg(node, 1), u32).op,
      lowerTo(f, arg(node, 2), u32).op,
    ];
    const ty: Ty = { kind: "array", element };
    const array = allocateList(f, ty);
    setArrayParts(f, element, array, parts);
    return { op: array, ty };
  },
  setArray: (f, node) => {
    const val = lowerExpression(f, arg(node, 0));
    if (val.ty.kind !== "array") throw new CompileError(node, codes.machineApi, "the first argument must be an array");
    const { element } = val.ty;
    const parts = [
      lowerTo(f, arg(node, 1), { kind: "pointer", to: element }).op,
      lowerTo(f, arg(node, 2), u32).op,
      lowerTo(f, arg(node, 3), u32).op,
    ];
    setArrayParts(f, element, val.op, parts);
    return voidVal;
  },
  matchArray: (f, node) => {
    const array = lowerExpression(f, arg(node, 0));
    return makeMatchArray(f, array, lowerTo(f, arg(node, 1), anyObjectTy).op);
  },
  matchDetails: (f, node) => matchDetailsOf(f, lowerExpression(f, arg(node, 0)), typeArg(f, node)),
  releaseGlobals: (f) => {
    f.b.intrinsic("module.fini", [], "void");
    return voidVal;
  },
  unchecked: (f, node) => coerce(f, lowerTo(f, arg(node, 0), { kind: "unknown" }), typeArg(f, node), node, "narrow"),
  resumeCoroutine: (f, node) => {
    f.b.intrinsic("coro.resume", [lowerTo(f, arg(node, 0), u8Pointer).op], "void");
    return voidVal;
  },
  destroyCoroutine: (f, node) => {
    f.b.intrinsic("coro.destroy", [lowerTo(f, arg(node, 0), u8Pointer).op], "void");
    return voidVal;
  },
  traceCoroutine: (f, node) => ({
    op: f.b.intrinsic("coro.trace", [lowerTo(f, arg(node, 0), u8Pointer).op], "i1"),
    ty: booleanTy,
  }),
  doubleBits: (f, node) => ({
    op: f.b.convert("bits", "i64", lowerTo(f, arg(node, 0), numberTy).op),
    ty: intTy("u64"),
  }),
  bitsDouble: (f, node) => ({
    op: f.b.convert("bits", "f64", lowerTo(f, arg(node, 0), intTy("u64")).op),
    ty: numberTy,
  }),
  truncateToInt64: (f, node) => ({
    op: f.b.convert("truncate", "i64", lowerTo(f, arg(node, 0), numberTy).op),
    ty: intTy("i64"),
  }),
  floorDouble: doubleUnary("floor"),
  ceilDouble: doubleUnary("ceil"),
  truncDouble: doubleUnary("trunc"),
  sqrtDouble: doubleUnary("sqrt"),
};

/** Modules whose functions are in the table, by the name of the declaring module. */
const machineModules = new Set(['"osmium"', '"osmium/unsafe"', '"osmium/internal"', '"osmium/platform"']);

/** A call of a machine function; undefined if it is none. */
export function lowerMachineCall(
  f: FunctionLowering,
  node: ts.CallExpression | ts.TaggedTemplateExpression,
): Val | undefined {
  const callee = skipParentheses(ts.isCallExpression(node) ? node.expression : node.tag);
  if (!ts.isIdentifier(callee)) return undefined;
  const symbol = f.c.checker.getSymbolAtLocation(callee);
  if (symbol === undefined) return undefined;
  const target = targetOf(f.c.checker, symbol);
  const module = moduleOf(target);
  if (module === undefined || !machineModules.has(module)) return undefined;
  if (ts.isTaggedTemplateExpression(node)) return target.name === "asm" ? lowerAsm(f, node) : lowerModuleAsm(f, node);
  const lower = module === '"osmium/platform"' ? undefined : calls[target.name];
  if (lower !== undefined) return lower(f, node, target.name);
  if (target.name === "collectCycles" && f.c.module.target === "kernel") {
    throw new CompileError(
      node,
      codes.machineApi,
      "the kernel target has no cycle collector",
      "break the cycle where it is made: new WeakRef(…)",
    );
  }
  const own = f.c.library.global(target.name);
  const declaration =
    module === '"osmium/platform"'
      ? f.c.library.platformFunction(target.name)
      : own?.declarations?.find(ts.isFunctionDeclaration);
  if (declaration === undefined)
    throw new CompileError(node, codes.machineApi, `'${target.name}' can't be called here`);
  const instance = f.c.instance(declaration, typeArguments(f, node), undefined, emptyEnv);
  return f.callInstance(
    instance,
    instance.signature.params.map(
      (param, index) =>
        (index < node.arguments.length
          ? lowerTo(f, arg(node, index), param.type)
          : coerce(f, undefinedVal, param.type, node)
        ).op,
    ),
  );
}

function moduleOf(symbol: ts.Symbol): string | undefined {
  let at: ts.Node | undefined = symbol.declarations?.[0];
  while (at !== undefined && !ts.isModuleDeclaration(at)) at = at.parent;
  return at === undefined ? undefined : at.name.getText().replaceAll("'", '"');
}

/** `interrupt((frame) => { … })`: a function that keeps the rules of interrupt context, by its address. */
function lowerInterrupt(f: FunctionLowering, node: ts.CallExpression): Val {
  const handler = skipParentheses(arg(node, 0));
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) {
    throw new CompileError(
      handler,
      codes.machineApi,
      "an interrupt handler is written in place",
      "interrupt((frame) => { … })",
    );
  }
  const symbol = f.c.lowerHandler(f, handler);
  return { op: { kind: "symbol", name: symbol }, ty: { kind: "handler" } };
}

// ---- assembly ----

const registerClasses: Record<string, string> = { reg: "r", imm: "i" };

const registerNames: Record<string, string> = {};
for (const [name, letters] of [
  ["ax", ["al", "ax", "eax", "rax"]],
  ["bx", ["bl", "bx", "ebx", "rbx"]],
  ["cx", ["cl", "cx", "ecx", "rcx"]],
  ["dx", ["dl", "dx", "edx", "rdx"]],
  ["si", ["sil", "si", "esi", "rsi"]],
  ["di", ["dil", "di", "edi", "rdi"]],
] as const) {
  for (const letter of letters) registerNames[letter] = name;
}

function constraintOf(register: string): string {
  const letter = registerClasses[register];
  if (letter !== undefined) return letter;
  return `{${registerNames[register] ?? register}}`;
}

interface AsmPart {
  readonly kind: "in" | "out" | "clobber" | "symbol";
  readonly node: ts.CallExpression;
}

function asmPart(node: ts.Expression): AsmPart {
  const call = skipParentheses(node);
  if (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) {
    const kind = call.expression.name.text;
    if (kind === "in" || kind === "out" || kind === "clobber" || kind === "symbol") return { kind, node: call };
  }
  throw new CompileError(
    node,
    codes.machineApi,
    "an operand of asm must be asm.in, asm.out, asm.clobber or asm.symbol",
  );
}

function lowerAsm(f: FunctionLowering, node: ts.TaggedTemplateExpression): Val {
  const { template } = node;
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  const parts = spans.map((span) => asmPart(span.expression));
  const out = parts.find((part) => part.kind === "out");
  const result: Ty =
    out === undefined
      ? voidTy
      : node.typeArguments?.[0] === undefined
        ? usize
        : f.translate(f.c.checker.getTypeFromTypeNode(node.typeArguments[0]), node);
  const inputs: AsmOperand[] = [];
  const clobbers: string[] = [];
  const first = out === undefined ? 0 : 1;
  let text = escapeAsm(ts.isTemplateExpression(template) ? template.head.text : template.text);
  parts.forEach((part, index) => {
    switch (part.kind) {
      case "out":
        text += "$0";
        break;
      case "in": {
        const val = asmInput(f, part.node);
        text += `$${first + inputs.length}`;
        inputs.push({ constraint: constraintOf(literalText(part.node, 0)), value: val });
        break;
      }
      case "clobber":
        clobbers.push(literalText(part.node, 0));
        break;
      case "symbol":
        text += functionOf(f, arg(part.node, 0));
        break;
    }
    text += escapeAsm(spans[index]!.literal.text);
  });
  const type = representation(result);
  const output = out === undefined ? undefined : `=${constraintOf(literalText(out.node, 0))}`;
  const op = f.b.asm(text, { output, type: type === "void" ? undefined : type, inputs, clobbers });
  return op === undefined ? voidVal : { op, ty: result };
}

function escapeAsm(text: string): string {
  return text.replaceAll("$", "$$$$");
}

function asmInput(f: FunctionLowering, node: ts.CallExpression): Operand {
  const val = lowerExpression(f, arg(node, 1));
  if (val.literal !== undefined && val.ty.kind !== "int") {
    const register = literalText(node, 0);
    const bits = /^(al|bl|cl|dl|sil|dil|r\d+b)$/.test(register)
      ? 8
      : /^(ax|bx|cx|dx|si|di)$/.test(register)
        ? 16
        : /^e|^r\d+d$/.test(register)
          ? 32
          : 64;
    return int(`i${bits}`, val.literal);
  }
  if (val.ty.kind === "number")
    throw new CompileError(
      node,
      codes.machineApi,
      "a 'number' can't be an operand of asm",
      "convert it to a machine integer: u32(…)",
    );
  return coerceNumberOrSelf(f, val, node);
}

function coerceNumberOrSelf(f: FunctionLowering, val: Val, node: ts.Node): Operand {
  return val.ty.kind === "integer" ? coerceNumber(f, val, val.ty, node).op : val.op;
}

/** Assembly of the module: constants and symbols become text. */
function lowerModuleAsm(f: FunctionLowering, node: ts.TaggedTemplateExpression): Val {
  const { template } = node;
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  let text = ts.isTemplateExpression(template) ? template.head.text : template.text;
  for (const span of spans) {
    const constant = constantOf(f, span.expression);
    if (constant?.literal !== undefined) text += String(constant.literal);
    else if (constant?.op.kind === "string") text += constant.op.text;
    else text += functionOf(f, arg(asmPart(span.expression).node, 0));
    text += span.literal.text;
  }
  f.c.module.moduleAsm.push(text);
  return voidVal;
}
