/**
 * Sets of small integers as bits: what the data-flow analyses are made of. There are several for each block, most of a word or two, and a typed array
 * takes far longer to make than one like this.
 */
export class Bitset {
  /** 32 bits each, as signed integers. */
  readonly words: number[] = [];

  constructor(size: number) {
    for (let at = 0; at < size; at += 32) this.words.push(0);
  }

  clone(): Bitset {
    const copy = new Bitset(0);
    for (const word of this.words) copy.words.push(word);
    return copy;
  }

  has(bit: number): boolean {
    return ((this.words[bit >>> 5]! >>> (bit & 31)) & 1) === 1;
  }

  add(bit: number): void {
    this.words[bit >>> 5]! |= 1 << (bit & 31);
  }

  delete(bit: number): void {
    this.words[bit >>> 5]! &= ~(1 << (bit & 31));
  }

  /** Adds all of another set; gives true if that changed this one. */
  addAll(other: Bitset): boolean {
    let changed = 0;
    for (let i = 0; i < this.words.length; i++) {
      const before = this.words[i]!;
      const after = before | other.words[i]!;
      this.words[i] = after;
      changed |= before ^ after;
    }
    return changed !== 0;
  }

  intersects(other: Bitset): boolean {
    for (let i = 0; i < this.words.length; i++) if ((this.words[i]! & other.words[i]!) !== 0) return true;
    return false;
  }

  fill(): void {
    this.words.fill(-1);
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** Calls back for each member, ascending. */
  forEach(visit: (bit: number) => void): void {
    for (let i = 0; i < this.words.length; i++) {
      for (let word = this.words[i]!; word !== 0; word &= word - 1) {
        visit(i * 32 + (31 - Math.clz32(word & -word)));
      }
    }
  }
}
