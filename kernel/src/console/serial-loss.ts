/** Tells when typing on the serial terminal was lost, so that nobody wonders: at once, and then no more than once a second. */
import { serialBytesLost, serialStatistics } from "../drivers/uart.ts";
import { uptimeMs } from "../time/source.ts";
import { LightColor } from "./color.ts";
import { println } from "./console.ts";

const pauseMs = 1000;

/** Bytes that were lost when it was told last, and when that was. */
let told = 0;
let toldMs = Number.NEGATIVE_INFINITY;

/** Call it when all that was received has been read. */
export function reportSerialLoss(): void {
  const lost = serialBytesLost();
  if (lost === told || uptimeMs() < toldMs + pauseMs) return;
  const { overruns, ringDropped } = serialStatistics();
  told = lost;
  toldMs = uptimeMs();
  println(
    { fg: LightColor.Yellow },
    `serial input came faster than it was read: ${overruns} FIFO overruns, ${ringDropped} bytes dropped so far`,
  );
}
