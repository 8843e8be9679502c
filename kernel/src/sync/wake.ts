/**
 * Waking: how an interrupt handler, or whoever else has found out that something happened, tells the executor whom to run. Everything that can be woken owns
 * a slot: a number below `wakeSlotCount`. The slots that are woken are an ordered set without duplicates (`memory/wake-set.ts`): however often a slot is woken before
 * the executor comes to it, its owner runs once.
 *
 * Slots below 64 belong to devices, by the constants here. The others are given to tasks and taken back; an id tells one owner of a slot from the next.
 */
import { u32, u64 } from "osmium";
import { addWoken, deviceSlotCount, noSlot, wakeSlotCount } from "../memory/wake-set.ts";

export { anyWoken, deviceSlotCount, isWoken, noSlot, takeWokenDevice, takeWokenTask } from "../memory/wake-set.ts";

/** A slot of the set. */
export type WakeSlot = u32;

/** A deadline has passed. */
export const timerWake: WakeSlot = 0;
/** A key or a serial byte has arrived. */
export const inputWake: WakeSlot = 1;

/** How many slots there are for tasks. */
export const taskSlotCount: u32 = wakeSlotCount - deviceSlotCount;

/** Interrupt context or not. Marks a slot as woken: three instructions, no allocation, whatever the number of slots. */
export function wake(slot: WakeSlot): void {
  addWoken(slot);
}

/** Something that waits and has been told to go on: an entry of its owner's list. */
export abstract class Wait {
  /** The next one in the list. */
  following: Wait | null = null;

  /** Lets the function that waits go on. */
  abstract settle(): void;
}

/** The owner of a slot. */
export abstract class Wakeable {
  /** `generation * wakeSlotCount + slot`; 0 while it has none. */
  id: u64 = 0;
  /** How often something told it to go on. */
  wakes: u64 = 0;
  /** How often the executor ran it. */
  runs: u64 = 0;
  #first: Wait | null = null;
  /** Null while at most one is over. */
  #last: Wait | null = null;

  get slot(): WakeSlot {
    return u32(this.id & u64(wakeSlotCount - 1));
  }

  /** Marks one of its waits as over, and itself as woken. */
  enqueue(wait: Wait): void {
    if (this.#first === null) this.#first = wait;
    else {
      if (this.#last === null) this.#first.following = wait;
      else this.#last.following = wait;
      this.#last = wait;
    }
    this.wakes++;
    addWoken(this.slot);
  }

  /** The executor's turn: what is over goes on. */
  run(): void {
    this.runs++;
    this.settleAll();
  }

  /** Lets everything go on that is over. */
  settleAll(): void {
    let wait = this.#first;
    if (wait === null) return;
    this.#first = null;
    if (this.#last === null) {
      wait.settle();
      return;
    }
    this.#last = null;
    while (wait !== null) {
      const following: Wait | null = wait.following;
      wait.following = null;
      wait.settle();
      wait = following;
    }
  }
}

/** By slot, from `deviceSlotCount` on. */
const owners: (Wakeable | null)[] = [];
/** The last id of each slot. */
const ids: u64[] = [];
/** Behind each free slot the next free one. */
const nextFree: WakeSlot[] = [];
let firstFree: WakeSlot = noSlot;

/** Gives a slot to an owner, and an id that no one has had. Throws `RangeError` when all slots are taken or there is no memory. */
export function claimSlot(owner: Wakeable): void {
  if (firstFree !== noSlot) {
    const index = firstFree - deviceSlotCount;
    firstFree = nextFree[index];
    owners[index] = owner;
    ids[index] = ids[index] + u64(wakeSlotCount);
    owner.id = ids[index];
    return;
  }
  const index = u32(ids.length);
  if (index >= taskSlotCount) throw new RangeError(`there are ${taskSlotCount} tasks already`);
  // Each of these may find no memory. The last one makes the slot.
  if (owners.length === index) owners.push(null);
  if (nextFree.length === index) nextFree.push(noSlot);
  ids.push(u64(index + deviceSlotCount));
  owners[index] = owner;
  owner.id = ids[index];
}

/**
 * Takes the slot back. Whatever wakes the id from now on reaches nobody; what the owner has been told before, and has not come to, goes on: functions that it
 * has started may outlive it.
 */
export function releaseSlot(owner: Wakeable): void {
  const { slot } = owner;
  owners[slot - deviceSlotCount] = null;
  nextFree[slot - deviceSlotCount] = firstFree;
  firstFree = slot;
  owner.settleAll();
}

/** Whose slot it is now; null if nobody's. */
export function ownerOfSlot(slot: WakeSlot): Wakeable | null {
  const index = slot - deviceSlotCount;
  if (slot < deviceSlotCount || index >= owners.length) return null;
  return owners[index];
}

/** Who has the id; null if nobody has it any more. */
export function ownerOf(id: u64): Wakeable | null {
  const owner = ownerOfSlot(u32(id & u64(wakeSlotCount - 1)));
  return owner !== null && owner.id === id ? owner : null;
}

/** The owners of slots, by slot. */
export function allOwners(): readonly (Wakeable | null)[] {
  return owners;
}

/** What devices do when they are woken, by slot. */
const devices: ((() => void) | null)[] = [null, null, null, null, null, null, null, null];

/** Sets what the executor does when a device's slot is woken. */
export function onDeviceWake(slot: WakeSlot, run: () => void): void {
  devices[slot] = run;
}

/** The executor's turn for a device. */
export function runDevice(slot: WakeSlot): void {
  if (slot >= devices.length) return;
  const run = devices[slot];
  if (run !== null) run();
}
