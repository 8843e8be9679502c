// String.raw and localeCompare.
const x = 5;
console.log(String.raw`a\nb${x}\t${"c"}\u0041`, String.raw``, String.raw`\\`, String.raw`${x}`, `${""}${""}`);
const words = ["banana", "Apple", "apple", "cherry", "Banana", "résumé", "resume", "Resume", "a", "B", "A", "b", "zebra", "Zebra", "10", "9", "a b", "a-b", "ab", "", "_x", "ñ", "n", "o", "Ö", "ö"];
console.log(words.toSorted((a, b) => a.localeCompare(b)));
console.log("a".localeCompare("b"), "b".localeCompare("a"), "a".localeCompare("a"), "a".localeCompare("A"), "a".localeCompare("á"), "ab".localeCompare("a"));
