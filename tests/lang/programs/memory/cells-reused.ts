/** Objects that are made in the cells of others that have just ended: nobody can tell, whoever else has the old one and whatever is thrown. */
class Node {
  constructor(
    readonly value: number,
    readonly next: Node | null,
  ) {}
}

function fromTo(first: number, last: number): Node | null {
  let list: Node | null = null;
  for (let value = last; value >= first; value--) list = new Node(value, list);
  return list;
}

function map(list: Node | null, factor: number): Node | null {
  if (list === null) return null;
  return new Node(list.value * factor, map(list.next, factor));
}

function filter(list: Node | null, divisor: number): Node | null {
  if (list === null) return null;
  const rest = filter(list.next, divisor);
  return list.value % divisor !== 0 ? new Node(list.value, rest) : rest;
}

function insert(list: Node | null, value: number): Node {
  if (list === null || list.value >= value) return new Node(value, list);
  return new Node(list.value, insert(list.next, value));
}

function check(list: Node | null, forbidden: number): Node | null {
  if (list === null) return null;
  const { value, next } = list;
  const rest = check(next, forbidden);
  if (value === forbidden) throw new RangeError(`found ${value}`);
  return new Node(value + 1, rest);
}

function show(list: Node | null): string {
  let text = "";
  for (let at = list; at !== null; at = at.next) text += `${at.value} `;
  return text;
}

function lists(): void {
  let list = fromTo(1, 12);
  list = map(list, 3);
  list = insert(list, 10);
  list = filter(list, 2);
  console.log(show(list));
  for (let round = 1; round < 6; round++) {
    list = insert(map(list, 3), 10 * round);
    if (round % 2 === 0) list = filter(list, round + 2);
  }
  console.log(show(list));
  const before = list;
  list = map(insert(list, 100), 2);
  console.log(show(before), "|", show(list));
  // Only the end is shared.
  const end = fromTo(7, 9);
  let longer: Node | null = new Node(5, new Node(6, end));
  longer = map(longer, 10);
  console.log(show(end), "|", show(longer));
  for (const forbidden of [9, 6, 1]) {
    let tried = fromTo(3, 9);
    try {
      for (let round = 0; round < 3; round++) tried = check(tried, forbidden - round);
      console.log(show(tried));
    } catch (error) {
      console.log(error instanceof Error ? error.message : "");
    }
  }
}

class Tree {
  constructor(
    readonly left: Tree | null,
    readonly key: number,
    readonly name: string,
    readonly right: Tree | null,
  ) {}
}

function put(tree: Tree | null, key: number, name: string): Tree {
  if (tree === null) return new Tree(null, key, name, null);
  if (key < tree.key) return new Tree(put(tree.left, key, name), tree.key, tree.name, tree.right);
  if (key > tree.key) return new Tree(tree.left, tree.key, tree.name, put(tree.right, key, name));
  return new Tree(tree.left, key, `${tree.name}+${name}`, tree.right);
}

function names(tree: Tree | null): string {
  return tree === null ? "" : `${names(tree.left)}${tree.key}=${tree.name} ${names(tree.right)}`;
}

function trees(): void {
  let tree: Tree | null = null;
  const kept: (Tree | null)[] = [];
  let key = 1;
  for (let round = 0; round < 40; round++) {
    key = (key * 7) % 31;
    tree = put(tree, key, `n${round}`);
    if (round % 13 === 5) kept.push(tree);
  }
  for (const old of kept) console.log(names(old));
  console.log(names(tree));
}

class State {
  constructor(
    readonly name: string,
    readonly steps: number,
  ) {}
}
class Detailed extends State {
  readonly detail: string;
  constructor(name: string, steps: number) {
    super(name, steps);
    this.detail = `${name}!`;
  }
}
class Twin {
  constructor(
    readonly count: number,
    readonly text: string,
  ) {}
}

/** The object may be of a class that extends the expected one. */
function step(state: State, extend: boolean): State {
  const { name, steps } = state;
  if (extend) return new Detailed(name, steps + 1);
  return new State(`${name}${steps}`, steps + 1);
}

function states(): void {
  let state = new State("s", 0);
  for (let round = 0; round < 9; round++) state = step(state, round % 3 === 1);
  console.log(state.name, state.steps, state instanceof Detailed);
  let twin = new Twin(0, "t");
  for (let round = 0; round < 9; round++) {
    const other = new State(twin.text, twin.count + 1);
    twin = new Twin(other.steps * 2, other.name.length < 6 ? `${other.name}x` : other.name);
  }
  console.log(twin.count, twin.text);
}

function doubled(node: Node): Node {
  return new Node(node.value * 2, node.next);
}

/** A weak reference to an object whose cell another has got does not lead to that. */
function weak(): void {
  let node = new Node(1, null);
  const refs: WeakRef<Node>[] = [];
  for (let round = 0; round < 4; round++) {
    refs.push(new WeakRef(node));
    node = doubled(node);
  }
  let found = 0;
  for (const ref of refs) if (ref.deref() === node) found++;
  console.log(node.value, found);
}

class Member {
  friend: Member | null = null;
  constructor(readonly id: number) {}
}

/** Objects that may be part of cycles, which the collector may have noted. */
function renumbered(member: Member): Member {
  const { id, friend } = member;
  const result = new Member(id + 1);
  result.friend = friend;
  return result;
}

function members(): void {
  const friend = new Member(100);
  let member = new Member(0);
  member.friend = friend;
  for (let round = 0; round < 3000; round++) {
    const also = member;
    member = renumbered(member);
    if (round % 7 === 0) member.friend = round % 2 === 0 ? also : friend;
    if (round % 50 === 0) member.friend = member;
  }
  console.log(member.id, member.friend === member, friend.id);
}

lists();
trees();
states();
weak();
members();
