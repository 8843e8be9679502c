eval("1");
// error OSC 1:1 'eval' can't be compiled
