function sets(): RegExp {
  return /[a-z]/v;
}
function script(): RegExp {
  return /\p{Script=Cuneiform}/u;
}
function find(either: string | RegExp): number {
  return "a".search(either);
}
function made(): unknown {
  return RegExp;
}
console.log(sets(), script(), made(), find("a"));
class Own extends RegExp {}
console.log(new Own("a"));
// error OSC1002 2:10 the flags 'v' of a regular expression can't be compiled
// error OSC1002 5:10 this is no regular expression: Invalid property name
// error OSC1002 8:21 can't be taken as a pattern
// error OSC1004 11:10 'RegExp' can't be used as a value
// error OSC1004 14:19 'RegExp' can't be extended
