// expect-exit: 7
console.log("leaving");
try {
  process.exit(7);
} finally {
  console.log("no finally");
}
