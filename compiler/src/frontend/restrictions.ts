/** What can be seen without lowering, everywhere in the program's own files, reached or not: `any`, `eval`, unsafe imports. */
import ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";
import { codes } from "./failure.ts";
import { nodeDiagnostic } from "./report.ts";
import { isMixinRest } from "./types/constructor.ts";

export function checkRestrictions(
  files: readonly ts.SourceFile[],
  mayUseUnsafe: (fileName: string) => boolean,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword && !isMixinRest(node.parent.parent)) {
      found.push(
        nodeDiagnostic(
          node,
          codes.any,
          "'any' can't be compiled: nothing is known about its values",
          "write the type it really has; 'unknown' and a check if it can be anything",
        ),
      );
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "eval") {
      found.push(
        nodeDiagnostic(
          node,
          codes.eval,
          "'eval' can't be compiled: there is no compiler at run time",
          "write the code as a function",
        ),
      );
    }
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = node.moduleSpecifier.text;
      const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      if (from === "osmium/internal" || from === "osmium/platform") {
        found.push(
          nodeDiagnostic(
            node,
            codes.unsafeImport,
            `only the runtime library may import '${from}'`,
            "use 'osmium' or 'osmium/unsafe'",
          ),
        );
      }
      if (from === "osmium/unsafe" && !isType && !mayUseUnsafe(node.getSourceFile().fileName)) {
        found.push(
          nodeDiagnostic(
            node,
            codes.unsafeImport,
            "this file may not import 'osmium/unsafe'",
            `use a safe interface, or list its folder under "osmium": { "unsafe": […] } in the project's tsconfig.json`,
          ),
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return found;
}
