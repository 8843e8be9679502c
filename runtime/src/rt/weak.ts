/**
 * Weak references. Objects have no room for knowing that some point at them; a table by address knows, so that the others pay nothing: programs
 * without weak references have neither the table nor the question.
 *
 * All weak references to one object share a cell, which outlives the object as long as one of them does. The cells of living objects are in the
 * chains of a hash table; an object that dies takes its cell out and empties it.
 */
import type { u8, u32, usize } from "osmium";
import { fillBytes, nullPointer, type Pointer, sizeOf, struct } from "osmium/unsafe";
import { allocateBuffer, freeBuffer } from "./memory.ts";

@struct
export class WeakCell {
  /** The object's address; 0 when it is dead. */
  target!: usize;
  next!: Pointer<WeakCell>;
  /** Weak references that share the cell. */
  references!: u32;
}

/** Has there ever been a weak reference? */
export let hasWeakReferences = false;

/** Heads of the chains; their number is a power of two. */
let chains: Pointer<Pointer<WeakCell>> = nullPointer<Pointer<WeakCell>>();
let chainCount: usize = 0;
let cellCount: usize = 0;

const leastChains: usize = 16;

/** Objects are aligned to 16; the multiplier is 2^64 over the golden ratio (Knuth, The Art of Computer Programming, vol. 3, 6.4). */
function chainOf(address: usize): Pointer<Pointer<WeakCell>> {
  const hash = ((address >>> 4) * 0x9e3779b97f4a7c15) >>> 32;
  return chains.add(hash & (chainCount - 1));
}

function find(address: usize): Pointer<WeakCell> {
  let cell = chainCount === 0 ? nullPointer<WeakCell>() : chainOf(address).read();
  while (!cell.isNull && cell.value.target !== address) cell = cell.value.next;
  return cell;
}

/** The cell of a living object, with one reference more. Throws when out of memory. */
export function acquireCell(address: usize): Pointer<WeakCell> {
  let cell = find(address);
  if (cell.isNull) {
    if (cellCount >= chainCount) grow();
    cell = allocateBuffer(sizeOf<WeakCell>()).cast<WeakCell>();
    cell.value.target = address;
    cell.value.references = 0;
    link(cell);
    cellCount += 1;
    hasWeakReferences = true;
  }
  cell.value.references += 1;
  return cell;
}

function link(cell: Pointer<WeakCell>): void {
  const head = chainOf(cell.value.target);
  cell.value.next = head.read();
  head.write(cell);
}

/** A weak reference is gone. */
export function releaseCell(cell: Pointer<WeakCell>): void {
  cell.value.references -= 1;
  if (cell.value.references > 0) return;
  if (cell.value.target !== 0) unlink(cell);
  freeBuffer(cell.cast<u8>());
}

function unlink(cell: Pointer<WeakCell>): void {
  const head = chainOf(cell.value.target);
  let at = head.read();
  if (at.address === cell.address) head.write(cell.value.next);
  else {
    while (at.value.next.address !== cell.address) at = at.value.next;
    at.value.next = cell.value.next;
  }
  cellCount -= 1;
}

/** An object dies: its weak references lead nowhere from now on. */
export function forgetTarget(address: usize): void {
  const cell = find(address);
  if (cell.isNull) return;
  unlink(cell);
  cell.value.target = 0;
}

/** Doubles the table. */
function grow(): void {
  const old = chains;
  const oldCount = chainCount;
  const count = oldCount === 0 ? leastChains : oldCount * 2;
  const bytes = count * sizeOf<Pointer<WeakCell>>();
  chains = allocateBuffer(bytes).cast<Pointer<WeakCell>>();
  fillBytes(chains.cast<u8>(), 0, bytes);
  chainCount = count;
  for (let index: usize = 0; index < oldCount; index++) {
    let cell = old.add(index).read();
    while (!cell.isNull) {
      const next = cell.value.next;
      link(cell);
      cell = next;
    }
  }
  freeBuffer(old.cast<u8>());
}
