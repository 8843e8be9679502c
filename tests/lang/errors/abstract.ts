abstract class A {}
console.log(new A());
// error TS2511 2:13 Cannot create an instance of an abstract class
