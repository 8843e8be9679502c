/**
 * Makes a failing program small: takes statements, members and list elements out, puts bodies in place of statements and operands in place
 * of expressions, as long as the program still fails. Works on the syntax tree; what no longer type-checks does not fail and is put back.
 */
import ts from "typescript";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export interface ShrinkOptions {
  readonly source: string;
  readonly stillFails: (source: string) => Promise<boolean>;
  /** By the clock of `Date.now`, in milliseconds. */
  readonly deadline: number;
  readonly progress: (characters: number) => void;
}

/** The smallest failing program found by the deadline. */
export async function shrink({ source, stillFails, deadline, progress }: ShrinkOptions): Promise<string> {
  let current = source;
  for (let before = ""; before !== current && Date.now() < deadline; ) {
    before = current;
    for (const find of [removals, unwrappings, operands]) {
      for (let chunk = Math.ceil(find(current).length / 2); chunk >= 1 && Date.now() < deadline; ) {
        const shorter = await pass(current, find, chunk, stillFails, deadline);
        if (shorter.length < current.length) progress(shorter.length);
        // At the smallest size, again as long as it helps: one removal makes the next possible.
        if (chunk > 1 || shorter === current) chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2);
        current = shorter;
      }
    }
  }
  return current;
}

/** Tries all edits once, so many at a time. */
async function pass(
  source: string,
  find: (source: string) => Edit[],
  chunk: number,
  stillFails: (source: string) => Promise<boolean>,
  deadline: number,
): Promise<string> {
  let current = source;
  let skipped = 0;
  while (Date.now() < deadline) {
    const edits = find(current);
    if (skipped >= edits.length) return current;
    const candidate = apply(current, edits.slice(skipped, skipped + chunk));
    if (candidate.length < current.length && (await stillFails(candidate))) current = candidate;
    else skipped += chunk;
  }
  return current;
}

/** Applies those that are not inside one applied before. */
function apply(source: string, edits: readonly Edit[]): string {
  const outer = edits.filter(
    (edit) => !edits.some((other) => other !== edit && other.start <= edit.start && edit.end <= other.end),
  );
  let result = source;
  for (const { start, end, replacement } of [...outer].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + replacement + result.slice(end);
  }
  return result;
}

/** The edits that `of` gives for the nodes of the program, from the end: what stands later uses what stands before. */
function collect(source: string, of: (node: ts.Node, file: ts.SourceFile) => Edit[]): Edit[] {
  const file = ts.createSourceFile("program.ts", source, ts.ScriptTarget.ESNext, true);
  const found: Edit[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...of(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => b.start - a.start || b.end - a.end);
}

const removals = (source: string): Edit[] =>
  collect(source, (node, file) => {
    const whole = { start: node.getStart(file), end: node.end, replacement: "" };
    if (ts.isStatement(node) && !ts.isBlock(node) && isInList(node)) return [whole];
    if (ts.isClassElement(node) || ts.isCaseOrDefaultClause(node) || ts.isTypeElement(node)) return [whole];
    if (ts.isParameter(node) || ts.isObjectLiteralElement(node) || isElement(node)) {
      const comma = /^\s*,/.exec(source.slice(node.end));
      return [{ ...whole, end: node.end + (comma?.[0].length ?? 0) }];
    }
    return [];
  });

const isInList = (node: ts.Node): boolean =>
  ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent);

function isElement(node: ts.Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (ts.isArrayLiteralExpression(parent) || ts.isTupleTypeNode(parent) || ts.isUnionTypeNode(parent)) return true;
  return (
    (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
    (parent.arguments?.some((one) => one === node) ?? false)
  );
}

const unwrappings = (source: string): Edit[] =>
  collect(source, (node, file) => {
    const replace = (...by: (ts.Node | undefined)[]): Edit[] =>
      by.flatMap((inner) =>
        inner
          ? [
              {
                start: node.getStart(file),
                end: node.end,
                replacement: inner.getText(file).replace(/^\{\n?|\n?\}$/g, ""),
              },
            ]
          : [],
      );
    if (ts.isIfStatement(node)) return replace(node.thenStatement, node.elseStatement);
    if (ts.isTryStatement(node)) return replace(node.tryBlock);
    if (ts.isIterationStatement(node, false)) return replace(node.statement);
    if (ts.isLabeledStatement(node)) return replace(node.statement);
    if (ts.isBlock(node) && isInList(node)) return replace(node);
    if (ts.isHeritageClause(node)) return [{ start: node.getStart(file), end: node.end, replacement: "" }];
    return [];
  });

/** An expression's operands in its place, or the shortest literals. */
const operands = (source: string): Edit[] =>
  collect(source, (node, file) => {
    if (!ts.isExpression(node) || ts.isIdentifier(node) || ts.isLiteralExpression(node)) return [];
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return [];
    const [start, end] = [node.getStart(file), node.end];
    const inner: string[] = [];
    ts.forEachChild(node, (child) => {
      if (ts.isExpression(child)) inner.push(child.getText(file));
    });
    return [...inner, "0", '""', "true", "[]"]
      .filter((replacement) => replacement.length < end - start)
      .map((replacement) => ({ start, end, replacement }));
  });
