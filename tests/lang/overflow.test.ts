/** `--trap-overflow`: what does not fit throws, what fits gives the same as without. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { formatDiagnostics } from "../../compiler/src/diagnostic.ts";
import { compile } from "../../compiler/src/driver.ts";
import { runProgram } from "./oracle.ts";

const folder = mkdtempSync(join(tmpdir(), "osc-overflow-"));
after(() => rmSync(folder, { recursive: true }));

/** Operands, and whether the operator overflows on them. Texts, because most are beyond what a number holds. */
const cases: readonly (readonly [type: string, left: string, operator: string, right: string, overflows: boolean])[] = [
  ["u8", "255", "+", "1", true],
  ["u8", "254", "+", "1", false],
  ["u8", "3", "-", "4", true],
  ["u8", "4", "-", "4", false],
  ["u8", "16", "*", "16", true],
  ["u8", "15", "*", "17", false],
  ["i8", "127", "+", "1", true],
  ["i8", "-128", "-", "1", true],
  ["i8", "-128", "+", "127", false],
  ["i8", "-128", "*", "-1", true],
  ["i8", "-128", "/", "-1", true],
  ["i8", "-127", "/", "-1", false],
  ["u32", "4294967295", "+", "1", true],
  ["u32", "65536", "*", "65536", true],
  ["u32", "65535", "*", "65537", false],
  ["i32", "2147483647", "-", "-1", true],
  ["i32", "-46341", "*", "46341", true],
  ["i32", "-46340", "*", "46340", false],
  ["u64", "18446744073709551615", "+", "1", true],
  ["u64", "4294967296", "*", "4294967296", true],
  ["u64", "4294967295", "*", "4294967297", false],
  ["u64", "0", "*", "18446744073709551615", false],
  ["u64", "0", "-", "1", true],
  ["i64", "9223372036854775807", "+", "1", true],
  ["i64", "-1", "*", "-9223372036854775808", true],
  ["i64", "-9223372036854775808", "*", "-1", true],
  ["i64", "-1", "*", "9223372036854775807", false],
  ["i64", "3037000500", "*", "3037000500", true],
  ["i64", "-3037000499", "*", "3037000499", false],
  ["i64", "-9223372036854775808", "/", "-1", true],
];

const types = [...new Set(cases.map(([type]) => type))];
const program = `import { ${types.map((type) => `type ${type}`).join(", ")} } from "osmium";
function attempt(name: string, body: () => string): void {
  try {
    console.log(name, body());
  } catch (error) {
    console.log(name, error instanceof RangeError ? error.message : "something else");
  }
}
${cases
  .map(([type, left, operator, right], index) => {
    const params = `a: ${type}, b: ${type}`;
    return `function f${index}(${params}): ${type} { return a ${operator} b; }
attempt("${index}", () => { const a: ${type} = ${left}; const b: ${type} = ${right}; return \`\${f${index}(a, b)}\`; });`;
  })
  .join("\n")}
attempt("step", () => { let a: u8 = 255; a++; return \`\${a}\`; });
attempt("compound", () => { let a: u8 = 250; a += 10; return \`\${a}\`; });
attempt("negated", () => { let a: i8 = -128; a = -a; return \`\${a}\`; });
attempt("shifted", () => { let a: u8 = 255; a = a << 1; return \`\${a}\`; });
`;

const value = (left: string, operator: string, right: string): bigint => {
  const [a, b] = [BigInt(left), BigInt(right)];
  return operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : a / b;
};
const expected = [
  ...cases.map(([, left, operator, right, overflows], index) =>
    overflows ? `${index} integer overflow` : `${index} ${value(left, operator, right)}`,
  ),
  "step integer overflow",
  "compound integer overflow",
  "negated integer overflow",
  "shifted 254",
];

for (const level of ["O0", "O2"] as const) {
  test(`what does not fit throws (${level})`, async () => {
    const [input, output] = [join(folder, "main.ts"), join(folder, `main-${level}`)];
    writeFileSync(input, program);
    const options = {
      input,
      output,
      target: "linux",
      level,
      trapOverflow: true,
      debug: false,
      checkMemory: false,
    } as const;
    const result = await compile({ ...options, verify: true, stats: false }, { begin() {}, end() {} });
    assert.ok(result.ok, formatDiagnostics(result.diagnostics, false));
    const { output: text } = await runProgram(output, []);
    assert.deepEqual(text.trimEnd().split("\n"), expected);
  });
}
