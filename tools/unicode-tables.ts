/**
 * Writes the tables of Unicode that regular expressions need, from what the Node that runs it knows (Node 20: Unicode 15):
 * `node --import tsx tools/unicode-tables.ts`. The mappings of case of the runtime library's strings are older and not made here.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../runtime/src/std/regexp");
const lastPoint = 0x10ffff;
const isSurrogate = (point: number): boolean => point >= 0xd800 && point < 0xe000;

// ---- text of tables ----

/** A string literal of one unit for each number, in lines of a width. */
function literal(units: readonly number[]): string {
  const pieces = units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`);
  const lines: string[] = [];
  for (let at = 0; at < pieces.length; at += 19) lines.push(`"${pieces.slice(at, at + 19).join("")}"`);
  return lines.length === 0 ? '""' : lines.join(" +\n  ");
}

/** Numbers below 2^28 as one or two units: those from 0x4000 on as 0x4000 plus the upper half, and the lower 14 bits. No unit is a surrogate. */
function packed(numbers: readonly number[]): number[] {
  return numbers.flatMap((value) => (value < 0x4000 ? [value] : [0x4000 + (value >>> 14), value & 0x3fff]));
}

/** Ascending ranges as distances: from the end of the last to the start, from the start to the end. */
function distances(ranges: readonly number[]): number[] {
  let last = 0;
  return ranges.map((end) => {
    const distance = end - last;
    last = end;
    return distance;
  });
}

// ---- case ----

/** What `Canonicalize` (ECMA-262 §22.2.2.7.3) makes of a unit without `u`. */
function upperOf(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  if (upper.length !== 1) return unit;
  const mapped = upper.charCodeAt(0);
  return unit >= 128 && mapped < 128 ? unit : mapped;
}

/** The least character that simple case folding takes for the same, for those that have others. */
function foldPairs(): [number, number][] {
  const groups = new Map<number, number>();
  const candidates = new Set<number>();
  for (let point = 0; point <= lastPoint; point++) {
    if (isSurrogate(point)) continue;
    const text = String.fromCodePoint(point);
    for (const other of [text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()]) {
      if (other === text) continue;
      candidates.add(point);
      if ([...other].length === 1) candidates.add(other.codePointAt(0)!);
    }
  }
  const list = [...candidates].filter((point) => !isSurrogate(point)).sort((a, b) => a - b);
  const all = list.map((point) => String.fromCodePoint(point)).join("");
  for (const point of list) {
    if (groups.has(point)) continue;
    const same = all.match(new RegExp(`\\u{${point.toString(16)}}`, "giu")) ?? [];
    for (const other of same) groups.set(other.codePointAt(0)!, point);
  }
  return [...groups].filter(([point, least]) => point !== least).sort(([a], [b]) => a - b);
}

/** Pairs as runs: first, count, stride, and what the result differs by, plus 0x20000. */
function runs(pairs: readonly (readonly [number, number])[]): number[] {
  const result: number[] = [];
  for (let at = 0; at < pairs.length; ) {
    const [first, to] = pairs[at]!;
    const difference = to - first;
    const strideOf = (index: number): number =>
      pairs[index] === undefined ? 0 : pairs[index]![0] - pairs[index - 1]![0];
    const stride = strideOf(at + 1) <= 2 ? strideOf(at + 1) : 1;
    let count = 1;
    while (
      pairs[at + count] !== undefined &&
      strideOf(at + count) === stride &&
      pairs[at + count]![1] - pairs[at + count]![0] === difference
    )
      count++;
    result.push(first, count, Math.max(stride, 1), difference + 0x20000);
    at += count;
  }
  return result;
}

const legacy: [number, number][] = [];
for (let unit = 0; unit < 0x10000; unit++) if (upperOf(unit) !== unit) legacy.push([unit, upperOf(unit)]);

writeFileSync(
  path.join(folder, "fold-tables.ts"),
  `/**
 * Which characters are the same where case plays no part (ECMA-262 §22.2.2.7.3): runs of four numbers, the first character, how many, their distance, and
 * what to add to each plus 0x20000. Numbers from 0x4000 on are two units, 0x4000 plus the upper bits and the lower 14 bits. Made by tools/unicode-tables.ts.
 */

/** Without \`u\`: the upper case. */
export const legacyFoldRuns =
  ${literal(packed(runs(legacy)))};

/** With \`u\`: the least character that simple case folding takes for the same. */
export const unicodeFoldRuns =
  ${literal(packed(runs(foldPairs())))};
`,
);

// ---- properties ----

const generalCategories: readonly (readonly string[])[] = [
  ["Lu", "Uppercase_Letter"],
  ["Ll", "Lowercase_Letter"],
  ["Lt", "Titlecase_Letter"],
  ["LC", "Cased_Letter"],
  ["Lm", "Modifier_Letter"],
  ["Lo", "Other_Letter"],
  ["L", "Letter"],
  ["Mn", "Nonspacing_Mark"],
  ["Mc", "Spacing_Mark"],
  ["Me", "Enclosing_Mark"],
  ["M", "Mark", "Combining_Mark"],
  ["Nd", "Decimal_Number", "digit"],
  ["Nl", "Letter_Number"],
  ["No", "Other_Number"],
  ["N", "Number"],
  ["Pc", "Connector_Punctuation"],
  ["Pd", "Dash_Punctuation"],
  ["Ps", "Open_Punctuation"],
  ["Pe", "Close_Punctuation"],
  ["Pi", "Initial_Punctuation"],
  ["Pf", "Final_Punctuation"],
  ["Po", "Other_Punctuation"],
  ["P", "Punctuation", "punct"],
  ["Sm", "Math_Symbol"],
  ["Sc", "Currency_Symbol"],
  ["Sk", "Modifier_Symbol"],
  ["So", "Other_Symbol"],
  ["S", "Symbol"],
  ["Zs", "Space_Separator"],
  ["Zl", "Line_Separator"],
  ["Zp", "Paragraph_Separator"],
  ["Z", "Separator"],
  ["Cc", "Control", "cntrl"],
  ["Cf", "Format"],
  ["Co", "Private_Use"],
  ["Cs", "Surrogate"],
  ["Cn", "Unassigned"],
  ["C", "Other"],
];
const binaries: readonly (readonly string[])[] = [
  ["Alphabetic", "Alpha"],
  ["Uppercase", "Upper"],
  ["Lowercase", "Lower"],
  ["White_Space", "space"],
  ["ASCII_Hex_Digit", "AHex"],
  ["Hex_Digit", "Hex"],
  ["ID_Start", "IDS"],
  ["ID_Continue", "IDC"],
  ["XID_Start", "XIDS"],
  ["XID_Continue", "XIDC"],
  ["Cased"],
  ["Dash"],
  ["Ideographic", "Ideo"],
  ["Math"],
  ["Emoji"],
  ["Emoji_Presentation", "EPres"],
  ["Emoji_Modifier", "EMod"],
  ["Emoji_Modifier_Base", "EBase"],
  ["Emoji_Component", "EComp"],
  ["Extended_Pictographic", "ExtPict"],
  ["Regional_Indicator", "RI"],
  ["Quotation_Mark", "QMark"],
  ["Noncharacter_Code_Point", "NChar"],
  ["Diacritic", "Dia"],
];
const scripts: readonly (readonly string[])[] = [
  ["Arabic", "Arab"],
  ["Armenian", "Armn"],
  ["Bengali", "Beng"],
  ["Bopomofo", "Bopo"],
  ["Braille", "Brai"],
  ["Cherokee", "Cher"],
  ["Common", "Zyyy"],
  ["Coptic", "Copt", "Qaac"],
  ["Cyrillic", "Cyrl"],
  ["Devanagari", "Deva"],
  ["Ethiopic", "Ethi"],
  ["Georgian", "Geor"],
  ["Gothic", "Goth"],
  ["Greek", "Grek"],
  ["Gujarati", "Gujr"],
  ["Gurmukhi", "Guru"],
  ["Han", "Hani"],
  ["Hangul", "Hang"],
  ["Hebrew", "Hebr"],
  ["Hiragana", "Hira"],
  ["Inherited", "Zinh", "Qaai"],
  ["Kannada", "Knda"],
  ["Katakana", "Kana"],
  ["Khmer", "Khmr"],
  ["Lao", "Laoo"],
  ["Latin", "Latn"],
  ["Malayalam", "Mlym"],
  ["Mongolian", "Mong"],
  ["Myanmar", "Mymr"],
  ["Ogham", "Ogam"],
  ["Oriya", "Orya"],
  ["Runic", "Runr"],
  ["Sinhala", "Sinh"],
  ["Syriac", "Syrc"],
  ["Tamil", "Taml"],
  ["Telugu", "Telu"],
  ["Thaana", "Thaa"],
  ["Thai", "Thai"],
  ["Tibetan", "Tibt"],
  ["Yi", "Yiii"],
];

function rangesOf(property: string): number[] {
  const test = new RegExp(`^\\p{${property}}$`, "u");
  const ranges: number[] = [];
  for (let point = 0; point <= lastPoint; point++) {
    if (!test.test(String.fromCodePoint(point))) continue;
    if (ranges.at(-1) === point - 1) ranges[ranges.length - 1] = point;
    else ranges.push(point, point);
  }
  return ranges;
}

/** Names and tables in two arrays: the names of a property are separated by bars. */
function table(name: string, comment: string, list: readonly (readonly string[])[], prefix: string): string {
  const names = list.map((aliases) => `  "|${aliases.join("|")}|",`).join("\n");
  const ranges = list
    .map((aliases) => `  ${literal(packed(distances(rangesOf(`${prefix}${aliases[0]}`))))},`)
    .join("\n");
  return `/** ${comment} */
export const ${name}Names: readonly string[] = [
${names}
];
export const ${name}Ranges: readonly string[] = [
${ranges}
];
`;
}

writeFileSync(
  path.join(folder, "property-tables.ts"),
  `/**
 * Properties of characters, for \`\\p{…}\`: the names of each between bars, and its ranges, as distances from the end of the range before to the start and from
 * there to the end. Numbers from 0x4000 on are two units, 0x4000 plus the upper bits and the lower 14 bits. Made by tools/unicode-tables.ts.
 */

${table("category", "General_Category.", generalCategories, "General_Category=")}
${table("binary", "Binary properties.", binaries, "")}
${table("script", "Script: what is written today, and some of what was.", scripts, "Script=")}`,
);
