/** Tells once that typing on the serial terminal was lost, so that nobody wonders; from then on the statistics count. */
import { serialBytesLost, serialStatistics } from "../drivers/uart.ts";
import { LightColor } from "./color.ts";
import { println } from "./console.ts";

let told = false;

/** Call it when all that was received has been read. */
export function reportSerialLoss(): void {
  if (told || serialBytesLost() === 0) return;
  const { overruns, ringDropped } = serialStatistics();
  told = true;
  println(
    { fg: LightColor.Yellow },
    `serial input came faster than it was read: ${overruns} FIFO overruns, ${ringDropped} bytes dropped`,
  );
}
