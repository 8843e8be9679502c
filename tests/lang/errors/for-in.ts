for (const k in { a: 1 }) console.log(k);
// error OSC1002 1:1 for…in
