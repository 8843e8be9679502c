/**
 * Two counters sell the same three seats. There is a fault in it, on purpose: docs/debugging.md finds it with the debugger, and a test follows what is said
 * there line by line. So don't mend it.
 */
import { println, sleep, spawn, startKernel } from "osmium-os/kernel";

let seatsLeft = 3;

/** Sells a seat, if there is one. */
async function sell(counter: string): Promise<boolean> {
  if (seatsLeft === 0) return false;
  await printTicket(counter, seatsLeft);
  seatsLeft--;
  return true;
}

async function printTicket(counter: string, seat: number): Promise<void> {
  await sleep(20); // it is an old printer
  println(`${counter} counter: seat ${seat}`);
}

/** Sells as long as there is something to sell; gives how many tickets that were. */
async function runCounter(name: string): Promise<number> {
  let sold = 0;
  while (await sell(name)) sold++;
  return sold;
}

startKernel(async () => {
  const counters = ["left", "right"].map((name) => spawn(`${name} counter`, () => runCounter(name)));
  for (const counter of counters) println(`sold ${await counter.join()}`);
});
