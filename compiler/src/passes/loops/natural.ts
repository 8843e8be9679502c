/** Natural loops: a header, and the blocks from which control gets back to it. Only the innermost ones are of interest. */
import { type Cfg, dominatorTest } from "../../ir/cfg.ts";

export interface Loop {
  /** Index of the block that every iteration begins with. */
  readonly header: number;
  /** Indices of all blocks, header included. */
  readonly blocks: ReadonlySet<number>;
}

/** The loops that contain no other loop. */
export function innermostLoops(cfg: Cfg): Loop[] {
  const dominates = dominatorTest(cfg);
  const latches = new Map<number, number[]>();
  for (const from of cfg.order) {
    for (const { to } of cfg.successors[from]!) {
      if (!dominates(to, from)) continue;
      const known = latches.get(to);
      if (known) known.push(from);
      else latches.set(to, [from]);
    }
  }
  const loops = [...latches].map(([header, sources]): Loop => {
    const blocks = new Set([header]);
    const work = [...sources];
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      if (blocks.has(block)) continue;
      blocks.add(block);
      for (const { from } of cfg.predecessors[block]!) if (cfg.position[from] !== -1) work.push(from);
    }
    return { header, blocks };
  });
  return loops.filter(
    ({ header, blocks }) => !loops.some((other) => other.header !== header && blocks.has(other.header)),
  );
}
