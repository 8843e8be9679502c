const b = 10n;
console.log(b === b);
// error OSC1003 1:7 'bigint' values
