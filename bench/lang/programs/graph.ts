// Shortest paths with a binary heap over a graph of objects.
class Edge {
  constructor(
    readonly to: number,
    readonly weight: number,
  ) {}
}

class Queue {
  private readonly nodes: number[] = [];
  private readonly keys: number[] = [];

  get size(): number {
    return this.nodes.length;
  }

  push(node: number, key: number): void {
    let i = this.nodes.length;
    this.nodes.push(node);
    this.keys.push(key);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.keys[parent] <= key) break;
      this.nodes[i] = this.nodes[parent];
      this.keys[i] = this.keys[parent];
      i = parent;
    }
    this.nodes[i] = node;
    this.keys[i] = key;
  }

  pop(): [number, number] {
    const top: [number, number] = [this.nodes[0], this.keys[0]];
    const node = this.nodes.pop()!;
    const key = this.keys.pop()!;
    const size = this.nodes.length;
    if (size > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= size) break;
        if (child + 1 < size && this.keys[child + 1] < this.keys[child]) child++;
        if (this.keys[child] >= key) break;
        this.nodes[i] = this.nodes[child];
        this.keys[i] = this.keys[child];
        i = child;
      }
      this.nodes[i] = node;
      this.keys[i] = key;
    }
    return top;
  }
}

let state = 99;
function random(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) % limit;
}

const count = 100_000;
const edges: Edge[][] = [];
for (let i = 0; i < count; i++) {
  const from: Edge[] = [];
  for (let j = 0; j < 5; j++) from.push(new Edge(random(count), 1 + random(1000)));
  edges.push(from);
}

function distances(start: number): number[] {
  const best = new Array<number>(count).fill(Infinity);
  const queue = new Queue();
  best[start] = 0;
  queue.push(start, 0);
  while (queue.size > 0) {
    const [node, distance] = queue.pop();
    if (distance > best[node]) continue;
    for (const edge of edges[node]) {
      const through = distance + edge.weight;
      if (through < best[edge.to]) {
        best[edge.to] = through;
        queue.push(edge.to, through);
      }
    }
  }
  return best;
}

let total = 0;
for (let start = 0; start < 6; start++) {
  for (const distance of distances(start)) if (distance < Infinity) total += distance;
}
console.log(total);
