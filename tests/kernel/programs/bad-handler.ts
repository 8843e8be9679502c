/** Does not compile: a handler that reaches what interrupt context forbids. */
import { interrupt, setIrqHandler } from "../../../kernel/src/arch/x86_64/irq.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { boot } from "./boot.ts";

let last = "";

function note(): void {
  last = `${last}.`;
}

async function later(): Promise<void> {
  println(last);
}

const onTick = interrupt((): void => note());
const onKey = interrupt((): void => {
  void later();
});

boot();
setIrqHandler(0, onTick);
setIrqHandler(1, onKey);
