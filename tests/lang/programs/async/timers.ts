// Timers by deadline, those of one deadline in the order in which they were set; repeated and cancelled ones among them.
const step = 120;
const shown: string[] = [];

for (const turn of [4, 1, 3, 2, 4, 1, 3, 2]) {
  setTimeout(() => shown.push(`turn ${turn}`), turn * step);
}

let count = 0;
const repeated = setInterval(() => {
  count += 1;
  shown.push(`interval ${count}`);
  if (count === 2) clearInterval(repeated);
}, step * 1.25);

const cancelled = [setTimeout(() => shown.push("first"), step), setTimeout(() => shown.push("last"), 9 * step)];
const kept = setTimeout(() => shown.push("kept"), 2.2 * step);
for (const timer of cancelled) clearTimeout(timer);
clearTimeout(undefined);

setTimeout(() => {
  clearTimeout(kept);
  clearTimeout(kept);
  console.log(shown.join("\n"));
  setTimeout(() => console.log("set by a timer"), 0);
  queueMicrotask(() => console.log("a microtask before it"));
}, 6 * step);
