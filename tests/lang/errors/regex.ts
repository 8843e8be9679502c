function sets(): RegExp {
  return /[a-z]/v;
}
function script(): RegExp {
  return /\p{Script=Cuneiform}/u;
}
function spread(parts: string[]): RegExp {
  return new RegExp(...(parts as [string]), ...parts);
}
function made(): unknown {
  return RegExp;
}
console.log(sets(), script(), made(), spread(["a"]));
class Own extends RegExp {}
console.log(new Own("a"));
// error OSC1002 2:10 the flags 'v' of a regular expression can't be compiled
// error OSC1002 5:10 this is no regular expression: Invalid property name
// error OSC1002 8:45 only a tuple of a pattern, and flags, can be spread here
// error OSC1004 11:10 'RegExp' can't be used as a value
// error OSC1004 14:19 'RegExp' can't be extended
