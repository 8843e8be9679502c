// Allocation and release of small linked objects.
class Tree {
  constructor(
    readonly left: Tree | null,
    readonly right: Tree | null,
  ) {}

  count(): number {
    return 1 + (this.left === null ? 0 : this.left.count()) + (this.right === null ? 0 : this.right.count());
  }
}

function grow(depth: number): Tree {
  return depth === 0 ? new Tree(null, null) : new Tree(grow(depth - 1), grow(depth - 1));
}

const deepest = 16;
const longLived = grow(deepest);
let total = 0;
for (let depth = 4; depth <= deepest; depth += 2) {
  const rounds = 2 ** (deepest - depth + 4);
  for (let round = 0; round < rounds; round++) total += grow(depth).count();
}
console.log(total, longLived.count());
