/**
 * Pointing at a name teaches: every declaration that a program can see has a TSDoc comment, in the library's declarations, and in what kernels and their tests
 * import. Members of enumerations may do without, where their names say it all, and so may methods by which the language itself calls (`[Symbol.iterator]`).
 */
import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { root } from "../../tools/project.ts";

const declarationFiles = ["lib", "linux", "osmium", "unsafe"].map((name) =>
  join(root, "runtime/types", `${name}.d.ts`),
);
const surfaces = ["kernel/src/index.ts", "kernel/src/test/index.ts"].map((name) => join(root, name));

const { config } = ts.readConfigFile(join(root, "tsconfig/base.json"), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram(
  [...declarationFiles, join(root, "runtime/types/internal.d.ts"), ...surfaces],
  options,
);
const checker = program.getTypeChecker();

const placeOf = (node: ts.Node): string => {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(root, file.fileName)}:${line + 1}`;
};

/** Is there a comment at this declaration, at another of the same name beside it (an overload), or at that from which it is inherited? */
function isDocumented(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0 || symbol.getJsDocTags(checker).length > 0;
}

/** Does the language itself call it, or is it hidden from programs? */
function isExempt(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined || symbol.name.startsWith("__")) return true;
  const name = ts.getNameOfDeclaration(declaration);
  if (name !== undefined && (ts.isComputedPropertyName(name) || ts.isPrivateIdentifier(name))) return true;
  return (
    ts.isEnumMember(declaration) ||
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.NonPublicAccessibilityModifier) !== 0
  );
}

/** The symbol and its members that lack a comment. */
function* undocumented(symbol: ts.Symbol, path: string): Generator<string> {
  if (isExempt(symbol)) return;
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined) return;
  if (!isDocumented(symbol)) yield `${placeOf(declaration)} ${path}`;
  if (symbol.declarations?.every((one) => !ts.isInterfaceDeclaration(one) && !ts.isClassDeclaration(one))) return;
  const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
  for (const member of members) {
    const isOwn = (member.flags & ts.SymbolFlags.TypeParameter) === 0 && member.name !== "prototype";
    if (isOwn) yield* undocumented(member, `${path}.${member.name}`);
  }
}

test("every declaration of the library has a comment", () => {
  const missing: string[] = [];
  for (const path of declarationFiles) {
    const file = program.getSourceFile(path);
    assert.ok(file);
    for (const statement of file.statements) missing.push(...ofStatement(statement));
  }
  assert.equal(missing.length, 0, `without a comment:\n${[...new Set(missing)].join("\n")}`);
});

/** What of a declaration in a file of declarations lacks a comment. */
function* ofStatement(statement: ts.Statement): Generator<string> {
  if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body)) {
    const module = checker.getSymbolAtLocation(statement.name);
    for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module))
      yield* undocumented(symbol, symbol.name);
    return;
  }
  const names = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name)
    : [(statement as ts.DeclarationStatement).name];
  for (const name of names) {
    const symbol = name === undefined ? undefined : checker.getSymbolAtLocation(name);
    if (symbol !== undefined) yield* undocumented(symbol, symbol.name);
  }
}

test("every name that kernels and their tests import has a comment, and so have its members", () => {
  const missing: string[] = [];
  for (const path of surfaces) {
    const file = program.getSourceFile(path);
    const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
    assert.ok(module, path);
    for (const symbol of checker.getExportsOfModule(module)) {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      missing.push(...undocumented(target, symbol.name));
    }
  }
  assert.equal(missing.length, 0, `without a comment:\n${[...new Set(missing)].join("\n")}`);
});
