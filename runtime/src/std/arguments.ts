/** `process.argv`: what the system has put on the stack, decoded when the program starts. Programs that don't ask for it don't contain it. */
import { toNumber, type u8, type usize } from "osmium";
import { copyBytes, pointer, symbolAddress } from "osmium/unsafe";
import { TextDecoder } from "./text-coding.ts";
import { ArrayBuffer } from "./typed/buffer.ts";

/** The program's path twice, where Node has its own and the script's; then the arguments. */
export const argv: string[] = readArguments();

function readArguments(): string[] {
  // SAFETY: `_start` leaves the number and the addresses of the arguments in these (compiler/src/backend/llvm/linux-start.ts).
  const count = pointer<usize>(symbolAddress("osm_argc")).read();
  const addresses = pointer<usize>(pointer<usize>(symbolAddress("osm_argv")).read());
  const all: string[] = [];
  for (let i: usize = 0; i < count; i++) {
    const text = readText(addresses.at(i));
    all.push(text);
    if (i === 0) all.push(text);
  }
  return all;
}

/** The text at an address, which ends with a zero byte. What is no UTF-8 becomes U+FFFD. */
function readText(address: usize): string {
  // SAFETY: the system ends each argument with a zero byte.
  const bytes = pointer<u8>(address);
  let length: usize = 0;
  while (bytes.at(length) !== 0) length++;
  const buffer = new ArrayBuffer(toNumber(length));
  copyBytes(buffer.bytes, bytes, length);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(buffer);
}
