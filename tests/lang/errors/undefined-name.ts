console.log(missing);
// error TS2304 1:13 Cannot find name 'missing'
