console.log(JSON.stringify({}));
// error OSC1004 1:13 'JSON' is not in the library of osc
