/**
 * May a value be taken as it is for one of another type? The checker compares types by their members; here, what has been compiled for one type must
 * also find the other's values where it looks for them. An interface is asked through tables, so anything the checker allows may stand behind it. A class is
 * not: its fields are at fixed places, so an object literal with the same members is none of its objects, and a `Box<number>`, which holds a double, no
 * `Box<number | string>`. The same goes for what arrays, tuples and functions hold, take and give, at any depth.
 */
import type { Library } from "../library.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { representation, storage } from "../types/representation.ts";
import { type FunctionTy, isNumeric, membersOf, sameTy, type Ty, tyKey } from "../types/ty.ts";

const isNullish = (ty: Ty): boolean => ty.kind === "null" || ty.kind === "undefined" || ty.kind === "void";

/** Pairs of types that are being compared count as alike meanwhile: types recur. */
type Assumed = ReadonlySet<string>;

export function isHeldAlike(library: Library, from: Ty, to: Ty, assumed: Assumed = new Set()): boolean {
  if (from === to || from.kind === "never" || sameTy(from, to)) return true;
  if (storage(from) !== storage(to)) return false;
  const key = `${tyKey(from)} → ${tyKey(to)}`;
  if (assumed.has(key)) return true;
  const inner: Assumed = new Set([...assumed, key]);
  if (storage(from) === "any") return isBoxedAlike(library, from, to, inner);
  return membersOf(from).every((one) => membersOf(to).some((other) => isOneAlike(library, one, other, inner)));
}

/** As for values that carry a tag, in a place for any of them. */
function isBoxedAlike(library: Library, from: Ty, to: Ty, assumed: Assumed): boolean {
  if (to.kind === "unknown") return true;
  // What comes out of an `unknown` is proved before it is used.
  if (from.kind === "unknown") return true;
  return membersOf(from).every((one) =>
    membersOf(to).some((other) =>
      isNumeric(one) || isNumeric(other)
        ? one.kind === other.kind && sameTy(one, other)
        : storage(one) === storage(other) && isOneAlike(library, one, other, assumed),
    ),
  );
}

function isOneAlike(library: Library, from: Ty, to: Ty, assumed: Assumed): boolean {
  if (isNullish(from) || isNullish(to)) return isNullish(from) && isNullish(to) && mayStandFor(from, to);
  if (to.kind === "object" || to.kind === "unknown") return true;
  switch (from.kind) {
    case "class":
      return to.kind === "class" && isClassAlike(library, from.info, to.info, assumed);
    case "array":
      return to.kind === "array" && isHeldAlike(library, from.element, to.element, assumed);
    case "tuple":
      return (
        to.kind === "tuple" &&
        from.elements.length === to.elements.length &&
        from.elements.every((element, index) => isHeldAlike(library, element, to.elements[index]!, assumed))
      );
    case "function":
      return to.kind === "function" && sameConvention(library, from, to, assumed);
    case "object":
    case "literal":
    case "static":
      return sameTy(from, to);
    case "int":
      return sameTy(from, to);
    default:
      return from.kind === to.kind;
  }
}

/** `void` is held as `undefined`. */
const mayStandFor = (from: Ty, to: Ty): boolean => (from.kind === "null") === (to.kind === "null");

/** Is what the instances of one class hold found where those of the other, or of one that it extends, have it? */
export function isClassAlike(library: Library, from: ClassInfo, to: ClassInfo, assumed: Assumed = new Set()): boolean {
  for (let at: ClassInfo | undefined = from; at !== undefined; at = at.base) {
    if (at.declaration !== to.declaration) continue;
    const compare = library.isUniform(to.declaration) ? isBoxedAlike : isHeldAlike;
    return at.args.every((arg, index) => compare(library, arg, to.args[index]!, assumed));
  }
  return false;
}

/** Can functions of these types stand for each other without an adapter? */
export function sameConvention(library: Library, from: FunctionTy, to: FunctionTy, assumed?: Assumed): boolean {
  if (from.params.length !== to.params.length || from.rest !== to.rest) return false;
  if (representation(from.result) !== representation(to.result)) return false;
  return (
    to.params.every((param, index) => isHeldAlike(library, param, from.params[index]!, assumed)) &&
    (to.result.kind === "void" || isHeldAlike(library, from.result, to.result, assumed))
  );
}
