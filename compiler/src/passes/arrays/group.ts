/**
 * Groups of objects that must be made alike: what flows from one variable, field, argument or result into another is of one group (B. Steensgaard,
 * Points-to Analysis in Almost Linear Time, 1996). What a group's objects hold, where their class does not tell, is in groups of its own: its parts.
 * An address inside the elements of an array is of the array's group.
 */
export class Group {
  /** Towards the group that speaks for this one. */
  #parent: Group | undefined;
  /** Made when there is one: most groups have none. */
  #parts: Map<string, Group> | undefined;
  #numbers = false;
  #sized = false;
  #fixed = false;
  #escaped = false;
  #shared = false;

  /** The group that speaks for this one: two groups are the same if theirs is. */
  get root(): Group {
    let root: Group = this;
    while (root.#parent) root = root.#parent;
    // Shorter ways for those who ask next.
    for (let at: Group = this; at.#parent; ) {
      const next: Group = at.#parent;
      if (next !== root) at.#parent = root;
      at = next;
    }
    return root;
  }

  /** Arrays of numbers are made in it, or it is looked at as if they were. */
  get numbers(): boolean {
    return this.root.#numbers;
  }

  /** Something depends on how large its elements are: not only where they are known to be those of an array of numbers. */
  get sized(): boolean {
    return this.root.#sized;
  }

  /** Something looks at its elements in a way that is not understood. */
  get fixed(): boolean {
    return this.root.#fixed;
  }

  /** It belongs to more than one function, whatever calls them. */
  get shared(): boolean {
    return this.root.#shared;
  }

  /** The groups of what its objects hold, by name. */
  get parts(): ReadonlyMap<string, Group> {
    return this.root.#parts ?? noParts;
  }

  /** The group of what its objects hold in one place. */
  part(name: string): Group {
    const root = this.root;
    let part = root.#parts?.get(name);
    if (part === undefined) {
      part = new Group();
      root.#addPart(name, part);
      if (root.#escaped) part.escape();
      if (root.#shared) part.share();
    }
    return part;
  }

  holdNumbers(): void {
    this.root.#numbers = true;
    this.root.#sized = true;
  }

  dependOnSize(): void {
    this.root.#sized = true;
  }

  fix(): void {
    this.root.#fixed = true;
  }

  /** Something unknown may look at its objects, and at what they hold. */
  escape(): void {
    const root = this.root;
    if (root.#escaped) return;
    root.#escaped = true;
    root.#fixed = true;
    for (const part of root.parts.values()) part.escape();
  }

  share(): void {
    const root = this.root;
    if (root.#shared) return;
    root.#shared = true;
    for (const part of root.parts.values()) part.share();
  }

  /** Makes one group of two. */
  unite(other: Group): void {
    const a = this.root;
    const b = other.root;
    if (a === b) return;
    b.#parent = a;
    a.#numbers ||= b.#numbers;
    a.#sized ||= b.#sized;
    a.#fixed ||= b.#fixed;
    const escaped = a.#escaped || b.#escaped;
    const shared = a.#shared || b.#shared;
    for (const [name, part] of b.#parts ?? noParts) {
      // Where objects hold others like them, the parts may have become one with what holds them.
      const { root } = a;
      const own = root.#parts?.get(name);
      if (own) own.unite(part);
      else root.#addPart(name, part);
    }
    if (escaped) a.#spread((group) => group.escape());
    if (shared) a.#spread((group) => group.share());
  }

  /** Does something to a group and, even if it was done to the group before, to all that its objects hold. */
  #spread(change: (group: Group) => void): void {
    const { root } = this;
    change(root);
    for (const part of root.parts.values()) change(part);
  }

  #addPart(name: string, part: Group): void {
    this.#parts ??= new Map();
    this.#parts.set(name, part);
  }

  /** A group like this one, with what is shared left as it is; `copies` remembers what has been copied. */
  copy(copies: Map<Group, Group>): Group {
    const root = this.root;
    if (root.#shared) return root;
    const existing = copies.get(root);
    if (existing) return existing;
    const copy = new Group();
    copies.set(root, copy);
    copy.#numbers = root.#numbers;
    copy.#sized = root.#sized;
    copy.#fixed = root.#fixed;
    copy.#escaped = root.#escaped;
    for (const [name, part] of root.parts) copy.#addPart(name, part.copy(copies));
    return copy;
  }
}

const noParts: ReadonlyMap<string, Group> = new Map();
