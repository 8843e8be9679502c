/**
 * Where the runtime library keeps what the global declarations promise: classes by name, members of primitive types by module, the
 * functions that the compiler itself calls.
 */
import path from "node:path";
import ts from "typescript";

/** Members of these global types are functions in a module of the runtime whose first parameter is the receiver. */
const memberModules: Record<string, string> = {
  array: "std/array.ts",
  string: "std/string.ts",
  number: "std/number.ts",
  boolean: "std/boolean.ts",
  iterator: "std/iterator.ts",
};

/** What the names of functions for one signature of a member end in: how many type arguments it takes, and how many arguments. */
const signatures = ["0_0", "0_1", "0_2", "1_1", "1_2"];

/** Properties of these global objects are exports of a module of the runtime. */
const namespaceModules: Record<string, string> = {
  Array: "std/array-constructor.ts",
  Iterator: "std/iterator-constructor.ts",
  String: "std/string-constructor.ts",
  Number: "std/number-constructor.ts",
  Math: "std/math.ts",
  Object: "std/object.ts",
  console: "std/console.ts",
  process: "std/process.ts",
  performance: "std/performance.ts",
};

export class Library {
  private readonly exports = new Map<string, Map<string, ts.Symbol>>();
  private readonly program: ts.Program;
  /** The folder that holds `rt/`, `std/` and the two indexes. */
  readonly root: string;
  private readonly declarations: string;

  private readonly platform: ts.SourceFile;

  constructor(program: ts.Program, runtimeFolder: string, platform: ts.SourceFile) {
    this.program = program;
    this.platform = platform;
    this.root = path.join(runtimeFolder, "src");
    this.declarations = path.join(runtimeFolder, "types");
  }

  /** Is the symbol declared by the library's declaration files? */
  isGlobalDeclaration(symbol: ts.Symbol): boolean {
    const file = symbol.declarations?.[0]?.getSourceFile().fileName;
    return file !== undefined && path.dirname(file) === this.declarations;
  }

  isRuntimeFile(file: ts.SourceFile): boolean {
    return file.fileName.startsWith(this.root + "/");
  }

  /** The runtime's class for a class that the declarations name. */
  classDeclaration(name: string): ts.ClassDeclaration | undefined {
    const declaration = this.exported("globals.ts", name)?.valueDeclaration;
    return declaration !== undefined && ts.isClassDeclaration(declaration) ? declaration : undefined;
  }

  /** A class of objects that compiled code makes on its own account. */
  compilerClass(name: string): ts.ClassDeclaration {
    const declaration = this.exported("compiler.ts", name)?.valueDeclaration;
    if (declaration === undefined || !ts.isClassDeclaration(declaration))
      throw new Error(`the runtime library has no class '${name}' in compiler.ts`);
    return declaration;
  }

  /** Do all instances of the class look alike, whatever their type arguments are? */
  isUniform(declaration: ts.ClassLikeDeclaration): boolean {
    return (
      this.isPromise(declaration) ||
      declaration === this.compilerClass("Generator") ||
      declaration === this.compilerClass("AsyncGenerator")
    );
  }

  /** The runtime's symbol for a static property of a class that the declarations name: `Error.stackTraceLimit`. */
  staticProperty(className: string, name: string): ts.Symbol | undefined {
    for (let at = this.classDeclaration(className); at !== undefined; at = this.baseOf(at)) {
      const property = at.members.find(
        (member): member is ts.PropertyDeclaration =>
          ts.isPropertyDeclaration(member) &&
          (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0 &&
          member.name.getText() === name,
      );
      if (property !== undefined) return this.program.getTypeChecker().getSymbolAtLocation(property.name);
    }
    return undefined;
  }

  private baseOf(declaration: ts.ClassDeclaration): ts.ClassDeclaration | undefined {
    const clause = declaration.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
    const base = clause?.types[0]?.expression;
    return base === undefined || !ts.isIdentifier(base) ? undefined : this.classDeclaration(base.text);
  }

  isPromise(declaration: ts.ClassLikeDeclaration): boolean {
    return declaration === this.classDeclaration("Promise");
  }

  /** A function or variable that the global declarations name: `parseInt`, `setTimeout`. */
  global(name: string): ts.Symbol | undefined {
    return this.exported("globals.ts", name);
  }

  /** The function behind a member of a primitive type or of arrays. */
  member(
    type: "array" | "string" | "number" | "boolean" | "iterator",
    name: string,
  ): ts.FunctionDeclaration | undefined {
    return this.functionOf(this.exported(memberModules[type]!, name.startsWith("@@") ? name.slice(2) : name));
  }

  /** Has the type the member, as one function or as one for each of its signatures? */
  hasMember(type: keyof typeof memberModules, name: string): boolean {
    const own = name.startsWith("@@") ? name.slice(2) : name;
    const table = this.exportsIn(memberModules[type]!);
    return table?.has(own) === true || signatures.some((signature) => table?.has(own + signature) === true);
  }

  isNamespace(name: string): boolean {
    return name in namespaceModules;
  }

  /** The export behind a property of a global object: `Math.floor`. */
  namespaceMember(namespace: string, name: string): ts.Symbol | undefined {
    return this.exported(namespaceModules[namespace]!, name);
  }

  /** A function that compiled code calls on its own account. */
  compilerFunction(name: string): ts.FunctionDeclaration {
    const found = this.functionOf(this.exported("compiler.ts", name));
    if (found === undefined) throw new Error(`the runtime library has no '${name}' in compiler.ts`);
    return found;
  }

  /** A function of the platform module. */
  platformFunction(name: string): ts.FunctionDeclaration | undefined {
    return this.functionOf(this.exportsOf(this.platform).get(name));
  }

  private functionOf(symbol: ts.Symbol | undefined): ts.FunctionDeclaration | undefined {
    return symbol?.declarations?.find(
      (declaration): declaration is ts.FunctionDeclaration =>
        ts.isFunctionDeclaration(declaration) && declaration.body !== undefined,
    );
  }

  private exported(file: string, name: string): ts.Symbol | undefined {
    return this.exportsIn(file)?.get(name);
  }

  private exportsIn(file: string): ReadonlyMap<string, ts.Symbol> | undefined {
    const source = this.program.getSourceFile(path.join(this.root, file));
    return source === undefined ? undefined : this.exportsOf(source);
  }

  private exportsOf(source: ts.SourceFile): Map<string, ts.Symbol> {
    let table = this.exports.get(source.fileName);
    if (table === undefined) {
      table = new Map();
      this.exports.set(source.fileName, table);
      const checker = this.program.getTypeChecker();
      const module = checker.getSymbolAtLocation(source);
      for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module)) {
        table.set(symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
      }
    }
    return table;
  }
}
