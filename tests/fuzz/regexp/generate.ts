/** Random patterns, flags and texts, from a seed: what `tests/fuzz/regexp.ts` compares with Node, and `tests/lang/regexp.test.ts`. */

export interface Case {
  readonly pattern: string;
  readonly flags: string;
  readonly texts: readonly string[];
}

/** A generator of numbers below a bound (xorshift). */
export function randomBelow(seed: number): (bound: number) => number {
  let state = (seed * 2654435761 + 12345) >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % bound;
  };
}

const letters = [
  "a",
  "b",
  "c",
  "A",
  "B",
  "1",
  "_",
  " ",
  "-",
  "é",
  "É",
  "ß",
  "\n",
  "k",
  "\u212a",
  "s",
  "\u017f",
  "😀",
  "\ud83d",
  "\ude00",
  "Ω",
];
const escapes = ["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", ".", "[^]", "\\n", "\\x61", "\\u0062", "\\cJ", "\\0"];
const unicodeEscapes = [
  "\\p{L}",
  "\\P{L}",
  "\\p{Lu}",
  "\\P{Lu}",
  "\\u{1F600}",
  "\\p{Script=Latin}",
  "\\p{Emoji}",
  "\\ud83d\\ude00",
  "\\p{Alphabetic}",
];
const quantifiers = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}", "{0}", "{1,}?"];

export function generateCase(below: (bound: number) => number): Case {
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  let flags = "";
  for (const flag of "dgimsuy")
    if (below(flag === "y" || flag === "d" ? 12 : flag === "u" || flag === "i" ? 3 : 4) === 0) flags += flag;
  const isUnicode = flags.includes("u");
  let groups = 0;
  let depth = 0;
  const few = below(3) > 0;
  const letter = (): string => (few ? pick(["a", "b", "c", "A"]) : pick(letters));
  const classAtom = (): string =>
    below(4) === 0 ? pick(["\\d", "\\w", "\\s", "\\W", "\\S", "\\b", ...(isUnicode ? unicodeEscapes : [])]) : letter();
  const characterClass = (): string => {
    let text = below(3) === 0 ? "[^" : "[";
    for (let count = below(4); count >= 0; count--) {
      const first = classAtom();
      text += below(4) === 0 ? `${first}-${classAtom()}` : first === "-" ? "\\-" : first;
    }
    return `${text}]`;
  };
  const atom = (): string => {
    switch (below(depth > 3 ? 6 : 12)) {
      case 0:
      case 1:
      case 2:
        return letter();
      case 3:
        return pick(escapes);
      case 4:
        return isUnicode ? pick(unicodeEscapes) : pick(escapes);
      case 5:
        return characterClass();
      case 6:
      case 7: {
        groups++;
        return `(${disjunction()})`;
      }
      case 8:
        return `(?:${disjunction()})`;
      case 9:
        return `(${pick(["?=", "?!", "?<=", "?<!"])}${disjunction()})`;
      case 10:
        return groups > 0 || !isUnicode ? `\\${1 + below(groups + 1)}` : letter();
      default: {
        groups++;
        return `(?<n${groups}>${disjunction()})${below(2) === 0 ? `\\k<n${groups}>` : ""}`;
      }
    }
  };
  const term = (): string => {
    if (below(9) === 0) return pick(["^", "$", "\\b", "\\B"]);
    const text = atom();
    return below(3) === 0 ? text + pick(quantifiers) : text;
  };
  const disjunction = (): string => {
    depth++;
    const options: string[] = [];
    for (let count = below(4) === 0 ? 2 : 1; count > 0; count--) {
      let option = "";
      for (let terms = below(4); terms > 0; terms--) option += term();
      options.push(option);
    }
    depth--;
    return options.join("|");
  };
  const pattern = disjunction() || letter();
  const texts = Array.from({ length: 4 }, () => {
    let text = "";
    for (let count = below(10); count > 0; count--) text += letter();
    return text;
  });
  return { pattern, flags, texts };
}

/** Is it one that Node takes less than a moment for? Few patterns backtrack without end on texts as short as these. */
export function isValid({ pattern, flags }: Case): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

const show = `function show(made: () => RegExp, texts: readonly string[]): void {
  let line = "";
  try {
    const found = (match: RegExpExecArray | null, index: number | undefined): string =>
      match === null ? "-" : index + "[" + match.map((part) => part ?? "~").join("|") + "]";
    for (const text of texts) {
      const pattern = made();
      const first = pattern.exec(text);
      const end = pattern.lastIndex;
      line += found(first, first?.index) + end;
      const groups = first?.groups;
      if (groups) line += Object.keys(groups).join();
      const all = text.match(made());
      line += " " + (all === null ? "-" : all.map((part) => part ?? "~").join("|"));
      line += " " + text.replace(made(), "<$&$1>") + " " + text.split(made()).length + " " + text.search(made()) + ";";
    }
  } catch (error) {
    line = String(error);
  }
  console.log(units(line));
}
function units(text: string): string {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    result += unit > 31 && unit < 127 ? text.charAt(at) : "<" + unit.toString(16) + ">";
  }
  return result;
}
`;

const quote = (text: string): string =>
  `"${[...Array(text.length).keys()]
    .map((at) => {
      const unit = text.charCodeAt(at);
      const letter = text[at]!;
      return unit < 32 || unit > 126
        ? `\\u${unit.toString(16).padStart(4, "0")}`
        : letter === '"' || letter === "\\"
          ? `\\${letter}`
          : letter;
    })
    .join("")}"`;

/** A program that prints a line for each case. All patterns are compiled when it runs. One text holds all of them, so that there is little to compile before. */
export function programOf(cases: readonly Case[]): string {
  const rows = cases.map(({ pattern, flags, texts }) => [pattern, flags, ...texts].join("\u0002"));
  return `${show}const cases = ${quote(rows.join("\u0001"))};
for (const row of cases.split("\\u0001")) {
  const parts = row.split("\\u0002");
  show(() => new RegExp(parts[0]!, parts[1]), parts.slice(2));
}
`;
}
