/** Turns a program into one that is slightly wrong, or right in an odd way. */
import ts from "typescript";
import type { Random } from "../../ir/generator.ts";

interface Token {
  readonly kind: ts.SyntaxKind;
  readonly start: number;
  readonly end: number;
}

/** The tokens as the scanner sees them without a parser: good enough to cut at. */
function tokens(source: string): Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, source);
  const found: Token[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    found.push({ kind, start: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  }
  return found;
}

const replace = (source: string, start: number, end: number, by: string): string =>
  source.slice(0, start) + by + source.slice(end);

type Mutation = (source: string, all: readonly Token[], random: Random) => string;

const noise = [
  "\u0000",
  "\ufffd",
  "\ud800",
  "`",
  '"',
  "'",
  "\\",
  "{",
  ")",
  "<",
  "/*",
  "//",
  "#",
  "@",
  "\u2028",
  "é",
  "=>",
  "...",
];

const textOf = (source: string, { start, end }: Token): string => source.slice(start, end);

function exchange(source: string, a: Token, b: Token): string {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  const tail = replace(source, second.start, second.end, textOf(source, first));
  return replace(tail, first.start, first.end, textOf(source, second));
}

/** Puts one token of a kind in place of another of that kind: types often still fit. */
function exchangeOfKind(
  source: string,
  all: readonly Token[],
  random: Random,
  wanted: (token: Token) => boolean,
): string {
  const fitting = all.filter(wanted);
  if (fitting.length < 2) return source;
  const [target, other] = [random.pick(fitting), random.pick(fitting)];
  return replace(source, target.start, target.end, textOf(source, other));
}

const isIdentifier = (token: Token): boolean => token.kind === ts.SyntaxKind.Identifier;
const isLiteral = (token: Token): boolean =>
  token.kind === ts.SyntaxKind.NumericLiteral || token.kind === ts.SyntaxKind.StringLiteral;
const isOperator = (token: Token): boolean =>
  token.kind >= ts.SyntaxKind.FirstBinaryOperator && token.kind <= ts.SyntaxKind.LastBinaryOperator;
const isKeyword = (token: Token): boolean =>
  token.kind >= ts.SyntaxKind.FirstKeyword && token.kind <= ts.SyntaxKind.LastKeyword;

function lines(source: string, random: Random, change: (all: string[], at: number) => void): string {
  const all = source.split("\n");
  change(all, random.below(all.length));
  return all.join("\n");
}

/** Those that leave programs well-typed more often stand several times. */
const mutations: readonly Mutation[] = [
  (source, all, random) => {
    const token = random.pick(all);
    return replace(source, token.start, token.end, "");
  },
  (source, all, random) => {
    const token = random.pick(all);
    return replace(source, token.end, token.end, ` ${textOf(source, token)}`);
  },
  (source, all, random) => exchange(source, random.pick(all), random.pick(all)),
  (source, all, random) => replace(source, random.pick(all).end, source.length, ""),
  (source, _all, random) => source.slice(0, random.below(source.length)),
  (source, _all, random) => {
    const at = random.below(source.length);
    return replace(source, at, at + random.below(2), random.pick(noise));
  },
  (source, all, random) => {
    const token = random.pick(all);
    return replace(source, token.end, token.end, ` ${textOf(source, random.pick(all))} `);
  },
  ...Array<Mutation>(6).fill((source, all, random) => exchangeOfKind(source, all, random, isIdentifier)),
  ...Array<Mutation>(2).fill((source, all, random) => exchangeOfKind(source, all, random, isLiteral)),
  ...Array<Mutation>(2).fill((source, all, random) => exchangeOfKind(source, all, random, isOperator)),
  (source, all, random) => exchangeOfKind(source, all, random, isKeyword),
  ...Array<Mutation>(3).fill((source, _all, random) => lines(source, random, (all, at) => void all.splice(at, 1))),
  (source, _all, random) => lines(source, random, (all, at) => void all.splice(at, 0, all[at]!)),
  (source, _all, random) => lines(source, random, (all, at) => void all.push(...all.splice(at, 1))),
];

/** One to three mutations. */
export function mutate(source: string, random: Random): string {
  let result = source;
  const count = 1 + random.below(3);
  for (let i = 0; i < count && result.trim() !== ""; i++) {
    const all = tokens(result);
    if (all.length === 0) break;
    result = random.pick(mutations)(result, all, random);
  }
  return result;
}
