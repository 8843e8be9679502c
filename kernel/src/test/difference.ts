/**
 * Two texts, line by line: what only the first has is marked `-`, what only the second has `+`. A longest common subsequence, which is what people see as the
 * least change; texts are shortened before, so that its table stays small. Called when an assertion has failed.
 */

/** Lines of a text that are compared; what follows is not looked at. */
const linesMax = 200;
/** Lines that are the same are left out where they are further than this from a difference. */
const context = 3;

/** The lines that differ, with some around them. Empty when the texts are equal. */
export function difference(expected: string, received: string): string {
  const [left, right] = [linesOf(expected), linesOf(received)];
  const marked = mark(left, right);
  if (!marked.some((line) => !line.startsWith(" "))) return "";
  return withoutFar(marked).join("\n");
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.length <= linesMax) return lines;
  return [...lines.slice(0, linesMax), `… ${lines.length - linesMax} more lines`];
}

/** All lines, each behind its mark and a blank. */
function mark(left: readonly string[], right: readonly string[]): string[] {
  const lengths = commonLengths(left, right);
  const marked: string[] = [];
  const width = right.length + 1;
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      marked.push(`  ${left[i]}`);
      i++;
      j++;
    } else if (j >= right.length || (i < left.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      marked.push(`- ${left[i]}`);
      i++;
    } else {
      marked.push(`+ ${right[j]}`);
      j++;
    }
  }
  return marked;
}

/** At `i * (right.length + 1) + j`: the length of the longest common subsequence of `left` from i on and `right` from j on. */
function commonLengths(left: readonly string[], right: readonly string[]): number[] {
  const width = right.length + 1;
  const lengths = new Array<number>((left.length + 1) * width).fill(0);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  return lengths;
}

function withoutFar(marked: readonly string[]): string[] {
  const shown: string[] = [];
  let left = 0;
  for (let at = 0; at < marked.length; at++) {
    if (isNearDifference(marked, at)) {
      if (left > 0) shown.push(`  … ${left} equal ${left === 1 ? "line" : "lines"}`);
      left = 0;
      shown.push(marked[at]);
    } else left++;
  }
  if (left > 0) shown.push(`  … ${left} equal ${left === 1 ? "line" : "lines"}`);
  return shown;
}

function isNearDifference(marked: readonly string[], at: number): boolean {
  const end = Math.min(marked.length - 1, at + context);
  for (let near = Math.max(0, at - context); near <= end; near++) if (!marked[near].startsWith(" ")) return true;
  return false;
}
