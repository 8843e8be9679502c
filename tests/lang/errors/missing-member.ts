console.log([1].nothing());
// error TS2339 1:17 Property 'nothing' does not exist
