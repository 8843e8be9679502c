/** The text form carries everything: what is printed and read back prints the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createModule,
  dataPtr,
  direct,
  FunctionBuilder,
  f32,
  f64,
  functionPtr,
  i32,
  i64,
  indirect,
  nullPtr,
  nullRef,
  sizeOfClass,
  str,
  symbolPtr,
  undefinedRef,
  valueRef,
} from "../../compiler/src/ir/builder.ts";
import type { IrModule, Operand } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printModule } from "../../compiler/src/ir/print.ts";
import { generateProgram } from "./generator.ts";

const options = { locs: true };

function roundTrip(module: IrModule): IrModule {
  const text = printModule(module, options);
  const read = parseModule(text);
  assert.equal(printModule(read, options), text);
  return read;
}

/** The operand of the only `return` of a function that returns it, after a round trip. */
function throughText(type: "f64" | "f32" | "i64" | "ref", operand: Operand): Operand {
  const module = createModule("linux");
  const b = new FunctionBuilder({ name: "start", params: [], result: type });
  b.return(operand);
  module.functions.set("start", b.finish());
  const { terminator } = roundTrip(module).functions.get("start")!.blocks[0]!;
  assert(terminator.op === "return" && terminator.value);
  return terminator.value;
}

test("floats survive bit for bit", () => {
  for (const value of [0, -0, 1.5, 0.1, 1e300, 5e-324, Infinity, -Infinity, NaN, 2 ** 53, -1e21]) {
    const read = throughText("f64", f64(value));
    assert(read.kind === "float" && Object.is(read.value, value), String(value));
  }
  const read = throughText("f32", f32(0.1));
  assert(read.kind === "float" && read.type === "f32" && Object.is(read.value, Math.fround(0.1)));
});

test("integers survive at the ends of their range", () => {
  for (const value of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
    const read = throughText("i64", i64(value));
    assert(read.kind === "int" && read.value === value);
  }
});

test("strings survive with any UTF-16", () => {
  for (const text of [
    "",
    'quote " and \\',
    "line\nbreak\ttab\0",
    "ß ← 𝄞",
    "\ud800 alone",
    "\udc00\ud800",
    "%1 @x // no",
  ]) {
    const read = throughText("ref", str(text));
    assert(read.kind === "string" && read.text === text, JSON.stringify(text));
  }
});

test("every declaration, flag, instruction and terminator survives", () => {
  const module = createModule("kernel", { start: "kernel/main.ts:main" });
  module.files.push("kernel/main.ts", 'odd "name".ts');
  module.moduleAsm.push(".globl x\nx: ret");
  module.classes.set("Base", {
    name: "Base",
    display: "Base",
    typeof: "object",
    fields: [{ name: "#x", type: "any" }],
  });
  module.classes.set("Map<string, number>", {
    name: "Map<string, number>",
    display: "Map",
    base: "Base",
    typeof: "function",
    finalizer: "f",
    tracer: "f",
    cyclic: true,
    fields: [
      { name: "a", type: "i1" },
      { name: "next", type: "ref" },
    ],
  });
  module.globals.set("g", { name: "g", type: "ref" });
  module.data.set("d", { name: "d", align: 16, bytes: new Uint8Array([0, 255, 16]) });
  module.tables.set("t", { name: "t", entries: new Map([["Base", "f"]]) });
  const f = new FunctionBuilder({
    name: "f",
    display: "Map.f",
    loc: { file: 1, line: 2, column: 3 },
    params: [{ name: "this", type: "ref" }],
    result: "void",
    throws: false,
    addressTaken: true,
    exportAs: "osm f",
    inline: "always",
    interruptEntry: true,
  });
  f.return();
  module.functions.set("f", f.finish());
  const co = new FunctionBuilder({ name: "co", params: [{ name: "p", type: "ref" }], result: "i1", coroutine: true });
  const [resume, destroy] = [co.newBlock("resume"), co.newBlock("destroy")];
  co.suspend(resume, destroy);
  co.setBlock(resume);
  co.intrinsic("coro.handle", [], "ptr");
  co.coroEnd();
  co.setBlock(destroy);
  co.coroEnd();
  module.functions.set("co", co.finish());

  const b = new FunctionBuilder({ name: "kernel/main.ts:main", params: [], result: "void", inline: "never" });
  b.setLoc({ file: 0, line: 10, column: 7 });
  const local = b.addLocal("x y", "f64");
  b.localSet(local, f64(1));
  const number = b.fneg(b.localGet(local));
  const object = b.init("Map<string, number>", nullPtr);
  b.fieldInit("Base", "#x", object, b.anyBox("number", number));
  b.fieldSet("Map<string, number>", "next", object, undefinedRef);
  const field = b.fieldGet("any", "Base", "#x", object);
  b.select(b.compare("eq", b.anyTag(field), i32(1)), b.anyUnbox("number", field), f64(0));
  const address = b.offset(b.convert("addressof", "ptr", object), sizeOfClass("Base"));
  b.store("ref", address, b.take("ref", address), true);
  b.load("i8", address, true);
  b.binary("add", b.intrinsic("ctpop", [i64(3)], "i64"), i64(-1));
  b.is("Base", b.globalGet("ref", "g"));
  b.globalSet("g", nullRef);
  b.asm("in $0, $1 # $$", {
    output: "={al}",
    type: "i8",
    inputs: [{ constraint: "{dx}", value: i32(5) }],
    clobbers: ["memory"],
  });
  b.asm("nop");
  b.call(direct("f"), [object], "void");
  b.call(direct("co"), [object], "i1");
  b.compare("ne", dataPtr("d"), symbolPtr("kernel_end"));
  const pad = b.newBlock("unwind");
  b.invoke(indirect(b.tableGet("t", object), { params: ["ref"], result: "ref" }), [object], "ref", pad);
  b.invoke(indirect(functionPtr("f"), { params: [], result: "void" }), [], "void", pad);
  const [one, two] = [b.newBlock("null"), b.newBlock("cold")];
  b.switch(i32(1), [{ value: -1n, target: { block: one, args: [] } }], { block: two, args: [] });
  b.setBlock(one);
  b.return();
  b.setBlock(two);
  b.branch(b.compare("folt", number, f64(0)), one, two);
  b.setBlock(pad);
  b.markCold();
  b.throw(b.addBlockParam(pad, "ref"));
  const main = b.finish();
  main.types.push("ref", "ptr", "ptr");
  const [made, cell, place] = [1, 2, 3].map((at) => main.types.length - 4 + at) as [number, number, number];
  main.blocks[0]!.instrs.push(
    { op: "stack.init", class: "Base", result: made },
    { op: "stack.end", class: "Base", object: valueRef(made) },
    { op: "reset", class: "Base", object: valueRef(made), kept: [], result: cell },
    { op: "reset.take", class: "Base", cell: valueRef(cell), result: place },
    { op: "reset.free", cell: valueRef(cell) },
  );
  module.functions.set("kernel/main.ts:main", main);

  const read = roundTrip(module);
  assert.deepEqual(read.data.get("d"), module.data.get("d"));
  assert.deepEqual(read.functions.get("f"), module.functions.get("f"));
});

test("random programs survive", () => {
  for (let seed = 0; seed < 100; seed++) roundTrip(generateProgram(seed).module);
});

test("a syntax error names its line", () => {
  assert.throws(() => parseModule("module linux start @s\nglobal @x ref"), /line 2: expected ":", found ref/);
});
