const sets = /[a-z]/v;
const script = /\p{Script=Cuneiform}/u;
class Own extends RegExp {}
const made = RegExp;
function find(either: string | RegExp): number {
  return "a".search(either);
}
console.log(sets, script, new Own("a"), made, find("a"));
// error OSC1002 1:14 flags 'v'
