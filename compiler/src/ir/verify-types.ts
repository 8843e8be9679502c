/** The part of the verifier that knows each instruction: do the names in it exist, and do its types agree? */
import { type IntrinsicType, intrinsics } from "./intrinsics.ts";
import type {
  Callee,
  Constant,
  Conversion,
  Instr,
  IrFunction,
  IrModule,
  IrType,
  Operand,
  Signature,
  StaticDef,
} from "./ir.ts";
import { anyPayloadType, isCounted } from "./ir.ts";
import { declaringClass } from "./layout.ts";
import { intBits, isFloatType, isIntType, operandType } from "./operands.ts";

type Fail = (text: string) => void;

export function checkOperandNames(module: IrModule, operand: Operand, fail: Fail): void {
  switch (operand.kind) {
    case "function": {
      const fn = module.functions.get(operand.name);
      if (!fn) fail(`the function ${operand.name} doesn't exist`);
      else if (!fn.addressTaken) fail(`${operand.name} isn't marked as address-taken`);
      break;
    }
    case "data":
      if (!module.data.has(operand.name)) fail(`the data ${operand.name} doesn't exist`);
      break;
    case "static":
      if (!module.statics.has(operand.name)) fail(`the object ${operand.name} doesn't exist`);
      break;
    case "sizeof":
      if (!module.classes.has(operand.class)) fail(`the class ${operand.class} doesn't exist`);
      break;
    case "int": {
      const bits = intBits[operand.type];
      if (operand.value < -(1n << BigInt(bits - 1)) || operand.value >= 1n << BigInt(bits)) {
        fail(`${operand.value} doesn't fit ${operand.type}`);
      }
      break;
    }
    default:
      break;
  }
}

/** Checks what an object of the image holds. */
export function checkStatic(module: IrModule, def: StaticDef, fail: Fail): void {
  const { class: className, fields, elements } = def;
  if (!module.classes.has(className)) {
    fail(`the class ${className} doesn't exist`);
    return;
  }
  for (const [name, constant] of fields) {
    const owner = declaringClass(module, className, name);
    const type = owner?.fields.find((field) => field.name === name)?.type;
    if (type === undefined) fail(`no field ${name}`);
    else checkConstant(module, constant, type, `the field ${name}`, fail);
  }
  if (elements === undefined) return;
  const type = module.classes.get(className)!.elements;
  if (type === undefined) fail(`${className} has no elements`);
  else for (const element of elements) checkConstant(module, element, type, "an element", fail);
}

function checkConstant(module: IrModule, constant: Constant, type: IrType, what: string, fail: Fail): void {
  const operand = constant.kind === "boxed" ? constant.value : constant;
  if (operand.kind === "value" || operand.kind === "sizeof" || operand.kind === "symbol")
    fail(`${what} is no constant of the image`);
  checkOperandNames(module, operand, fail);
  const given = operandType({ types: [] }, operand);
  const wanted = constant.kind === "boxed" ? anyPayloadType[constant.tag] : type;
  if (given !== wanted || (constant.kind === "boxed") !== (type === "any"))
    fail(`${what} is ${constant.kind === "boxed" ? "boxed " : ""}${given} and must be ${type}`);
}

/** Types of a callee's parameters and result; reports and gives undefined if it doesn't exist. */
export function calleeSignature(module: IrModule, callee: Callee, fail: Fail): Signature | undefined {
  if (callee.kind === "indirect") return callee.signature;
  const fn = module.functions.get(callee.name);
  if (!fn) {
    fail(`the function ${callee.name} doesn't exist`);
    return undefined;
  }
  return { params: fn.params.map((param) => fn.types[param.value]!), result: fn.result };
}

const isAddressLike = (type: IrType): boolean => isIntType(type) || type === "ptr" || type === "ref";

function integerConversion(from: IrType, to: IrType, widens: boolean): boolean {
  if (!isIntType(from) || !isIntType(to)) return false;
  return widens ? intBits[to] > intBits[from] : intBits[to] < intBits[from];
}

const conversionRules: Record<Conversion, (from: IrType, to: IrType) => boolean> = {
  trunc: (from, to) => integerConversion(from, to, false),
  zext: (from, to) => integerConversion(from, to, true),
  sext: (from, to) => integerConversion(from, to, true),
  sitofp: (from, to) => isIntType(from) && isFloatType(to),
  uitofp: (from, to) => isIntType(from) && isFloatType(to),
  fptosi: (from, to) => isFloatType(from) && isIntType(to),
  fptoui: (from, to) => isFloatType(from) && isIntType(to),
  truncate: (from, to) => from === "f64" && to === "i64",
  exact: (from, to) => from === "f64" && to === "i64",
  fpext: (from, to) => from === "f32" && to === "f64",
  fptrunc: (from, to) => from === "f64" && to === "f32",
  ptrtoint: (from, to) => from === "ptr" && isIntType(to),
  inttoptr: (from, to) => isIntType(from) && to === "ptr",
  bits: (from, to) => ["f64 i64", "i64 f64", "f32 i32", "i32 f32"].includes(`${from} ${to}`),
  addressof: (from, to) => from === "ref" && to === "ptr",
  refof: (from, to) => from === "ptr" && to === "ref",
};

/** Checks one instruction: its operands' types against each other and against its result. */
export function checkInstrTypes(module: IrModule, fn: IrFunction, instr: Instr, fail: Fail): void {
  const type = expectedResult(module, fn, instr, fail);
  if (type === undefined) return;
  if (instr.result === undefined) {
    if (type !== "void") fail(`the result (${type}) has no name`);
  } else if (type === "void") fail("there is no result to name");
  else if (fn.types[instr.result] !== type) fail(`the result is ${fn.types[instr.result]} and must be ${type}`);
}

/** Checks the operands and gives the type of the result; undefined if it can't be told. */
function expectedResult(module: IrModule, fn: IrFunction, instr: Instr, fail: Fail): IrType | undefined {
  const typeOf = (operand: Operand): IrType => operandType(fn, operand);
  const want = (operand: Operand, type: IrType, what: string): void => {
    if (typeOf(operand) !== type) fail(`${what} is ${typeOf(operand)} and must be ${type}`);
  };
  const field = (className: string, name: string): IrType => {
    const owner = declaringClass(module, className, name);
    if (!owner) {
      fail(module.classes.has(className) ? `no field ${name}` : `the class ${className} doesn't exist`);
      return "void";
    }
    return owner.fields.find((candidate) => candidate.name === name)!.type;
  };

  switch (instr.op) {
    case "binary": {
      const type = typeOf(instr.left);
      want(instr.right, type, "the right side");
      const fits = instr.operator.startsWith("f") ? isFloatType(type) : isIntType(type);
      if (!fits) fail(`${instr.operator} doesn't work on ${type}`);
      return type;
    }
    case "compare": {
      const type = typeOf(instr.left);
      want(instr.right, type, "the right side");
      const { predicate } = instr;
      const fits = predicate.startsWith("f")
        ? isFloatType(type)
        : predicate === "eq" || predicate === "ne"
          ? isAddressLike(type)
          : isIntType(type) || type === "ptr";
      if (!fits) fail(`${predicate} doesn't work on ${type}`);
      return "i1";
    }
    case "fneg":
      if (!isFloatType(typeOf(instr.value))) fail("only floats can be negated");
      return typeOf(instr.value);
    case "convert":
      if (!conversionRules[instr.conversion](typeOf(instr.value), instr.to)) {
        fail(`can't convert ${typeOf(instr.value)} to ${instr.to} like this`);
      }
      return instr.to;
    case "select":
      want(instr.condition, "i1", "the condition");
      want(instr.else, typeOf(instr.then), "the second value");
      if (isCounted(typeOf(instr.then))) fail("select is not for counted values");
      return typeOf(instr.then);
    case "local.get":
      if (!fn.locals.has(instr.local)) {
        fail("the local doesn't exist");
        return undefined;
      }
      return fn.locals.get(instr.local)!;
    case "local.set":
      if (!fn.locals.has(instr.local)) {
        fail("the local doesn't exist");
        return undefined;
      }
      want(instr.value, fn.locals.get(instr.local)!, "the value");
      return "void";
    case "init":
    case "room.init":
    case "room.get":
      if (!module.classes.has(instr.class)) fail(`the class ${instr.class} doesn't exist`);
      want(instr.address, "ptr", "the address");
      return "ref";
    case "stack.init":
    case "stack.room":
      if (!module.classes.has(instr.class)) fail(`the class ${instr.class} doesn't exist`);
      return instr.op === "stack.room" ? "ptr" : "ref";
    case "room.leave":
      want(instr.object, "ref", "the object");
      return "void";
    case "reset.take":
      if (!module.classes.has(instr.class)) fail(`the class ${instr.class} doesn't exist`);
      want(instr.cell, "ptr", "the cell");
      return "ptr";
    case "reset.free":
      want(instr.cell, "ptr", "the cell");
      return "void";
    case "reset":
      if (!module.classes.has(instr.class)) fail(`the class ${instr.class} doesn't exist`);
      want(instr.object, "ref", "the object");
      for (const { field: name, value } of instr.kept) want(value, field(instr.class, name), `what ${name} holds`);
      return "ptr";
    case "stack.end":
      if (!module.classes.has(instr.class)) fail(`the class ${instr.class} doesn't exist`);
      want(instr.object, "ref", "the object");
      return "void";
    case "field.get":
    case "field.take": {
      want(instr.object, "ref", "the object");
      const type = field(instr.class, instr.field);
      if (instr.op === "field.take" && !isCounted(type)) fail("field.take is for counted values");
      return type === "void" ? undefined : type;
    }
    case "field.set":
    case "field.init": {
      want(instr.object, "ref", "the object");
      const type = field(instr.class, instr.field);
      if (type !== "void") want(instr.value, type, "the value");
      return "void";
    }
    case "load":
    case "take":
      want(instr.address, "ptr", "the address");
      if (instr.type === "void") fail("void can't be loaded");
      if (instr.op === "take" && !isCounted(instr.type)) fail("take is for counted values");
      return instr.type;
    case "store":
      want(instr.address, "ptr", "the address");
      want(instr.value, instr.type, "the value");
      return "void";
    case "offset":
      want(instr.address, "ptr", "the address");
      want(instr.bytes, "i64", "the distance");
      return "ptr";
    case "call": {
      const signature = calleeSignature(module, instr.callee, fail);
      if (!signature) return undefined;
      if (instr.callee.kind === "indirect") want(instr.callee.pointer, "ptr", "the callee");
      const given = instr.args.map(typeOf).join(", ");
      const wanted = signature.params.join(", ");
      if (given !== wanted) fail(`the arguments are (${given}), the parameters (${wanted})`);
      return signature.result;
    }
    case "global.get":
    case "global.take":
    case "global.set":
    case "global.init": {
      const global = module.globals.get(instr.global);
      if (!global) {
        fail("the global doesn't exist");
        return undefined;
      }
      if (instr.op === "global.get") return global.type;
      if (!isCounted(global.type) && instr.op !== "global.set") fail(`${instr.op} is for counted values`);
      if (instr.op === "global.take") return global.type;
      want(instr.value, global.type, "the value");
      return "void";
    }
    case "any.box":
      want(instr.value, anyPayloadType[instr.tag], "the payload");
      return "any";
    case "any.unbox":
      want(instr.value, "any", "the value");
      return anyPayloadType[instr.tag];
    case "any.tag":
      want(instr.value, "any", "the value");
      return "i32";
    case "is":
      if (!module.classes.has(instr.class)) fail(`the class ${instr.class} doesn't exist`);
      want(instr.object, "ref", "the object");
      return "i1";
    case "table.get":
      if (!module.tables.has(instr.table)) fail(`the table ${instr.table} doesn't exist`);
      want(instr.object, "ref", "the object");
      return "ptr";
    case "asm":
      if ((instr.output === undefined) !== (instr.result === undefined)) fail("the output and the result don't match");
      if (instr.result !== undefined && isCounted(fn.types[instr.result]!)) fail("asm can't give a counted value");
      return undefined;
    case "intrinsic":
      checkIntrinsic(fn, instr, fail);
      return undefined;
    case "retain":
    case "release":
      if (!isCounted(typeOf(instr.value))) fail(`${typeOf(instr.value)} is not counted`);
      return "void";
  }
}

function checkIntrinsic(fn: IrFunction, instr: Instr & { op: "intrinsic" }, fail: Fail): void {
  const def = intrinsics.get(instr.name);
  if (!def) {
    fail("no such intrinsic");
    return;
  }
  const resultType = instr.result === undefined ? "void" : fn.types[instr.result]!;
  let variable: IrType | undefined;
  const matches = (wanted: IntrinsicType, type: IrType): boolean => {
    switch (wanted) {
      case "int":
        return isIntType(type);
      case "float":
        return isFloatType(type);
      case "counted":
        return isCounted(type);
      case "T":
        variable ??= type;
        return type === variable;
      default:
        return type === wanted;
    }
  };
  const given = instr.args.map((arg) => operandType(fn, arg));
  const fits =
    given.length === def.params.length &&
    def.params.every((wanted, index) => matches(wanted, given[index]!)) &&
    matches(def.result, resultType);
  if (!fits) fail(`takes (${def.params.join(", ")}) and gives ${def.result}`);
}
