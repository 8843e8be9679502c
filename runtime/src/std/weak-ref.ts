/** `WeakRef`: it keeps nothing alive. Its target dies with the last counted reference, at once, not at the end of the job. */
import { addressOf, describing, finalizer, objectAt } from "osmium/internal";
import type { Pointer } from "osmium/unsafe";
import { acquireCell, releaseCell, type WeakCell } from "../rt/weak.ts";
import { Description } from "./inspect/description.ts";

export class WeakRef<T extends object> {
  private readonly cell: Pointer<WeakCell>;

  constructor(target: T) {
    this.cell = acquireCell(addressOf(target));
  }

  deref(): T | undefined {
    const address = this.cell.value.target;
    // SAFETY: an object that dies empties its cell first.
    return address === 0 ? undefined : objectAt<T>(address);
  }

  [describing](): Description {
    return new Description("object", "WeakRef");
  }

  [finalizer](): void {
    releaseCell(this.cell);
  }
}
