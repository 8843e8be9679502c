// Runs with little address space: memory that ran out can be caught and told of, and what was freed serves requests of any size.
class Cell { next: Cell | null = null; constructor(next: Cell | null) { this.next = next; } }
function fill(): number {
  let head: Cell | null = null; let n = 0;
  try { for (;;) { head = new Cell(head); n++; } }
  catch (error) {
    if (error instanceof RangeError) console.log("caught:", error.message, n > 1000);
    head = null;
  }
  return n;
}
const first = fill();
console.log("filled once");
{ const big: number[] = new Array<number>(500000).fill(1); console.log(big.length); }
const second = fill();
console.log(second > first * 0.9);
const texts: string[] = [];
try { for (;;) texts.push("x".repeat(1000) + texts.length); } catch (error) { console.log(error instanceof RangeError, texts.length > 100); }
texts.length = 0;
console.log(fill() > first * 0.9);
try { new Array<number>(4000000000).fill(0); } catch (error) { console.log(error instanceof Error ? error.message : "?"); }
console.log("end");
// expect:
// caught: out of memory true
// filled once
// 500000
// caught: out of memory true
// true
// true true
// caught: out of memory true
// true
// out of memory
// end
