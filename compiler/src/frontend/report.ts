/** Diagnostics for a place in the source. */
import type ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";

export function nodeDiagnostic(node: ts.Node, code: string, message: string, help?: string): Diagnostic {
  const file = node.getSourceFile();
  return spanDiagnostic(file, node.getStart(file), node.getEnd(), code, message, help);
}

export function spanDiagnostic(
  file: ts.SourceFile,
  start: number,
  end: number,
  code: string,
  message: string,
  help?: string,
): Diagnostic {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const sourceLine = file.text.slice(file.getPositionOfLineAndCharacter(line, 0)).split("\n", 1)[0]!;
  const length = Math.max(1, Math.min(end - start, sourceLine.length - character));
  return { file: file.fileName, line: line + 1, column: character + 1, length, code, message, help, sourceLine };
}
