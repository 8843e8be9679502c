import { getRefCount } from "osmium/internal";
console.log(getRefCount({}));
// error OSC 1:1 only the runtime library may import
