// Building, cutting, searching and changing text.
function title(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function isPalindrome(text: string): boolean {
  for (let i = 0, j = text.length - 1; i < j; i++, j--) {
    if (text.charCodeAt(i) !== text.charCodeAt(j)) return false;
  }
  return true;
}

const words = ["osmium", "is", "the", "densest", "natural", "element", "and", "level", "refer", "metal"];
let letters = 0;
let palindromes = 0;
let found = 0;
for (let round = 0; round < 60_000; round++) {
  let line = "";
  for (let i = 0; i < words.length; i++) {
    if (i > 0) line += " ";
    line += words[(i + round) % words.length];
  }
  for (const word of line.split(" ")) {
    if (isPalindrome(word)) palindromes++;
    letters += title(word).length;
  }
  if (line.indexOf("metal osmium") >= 0) found++;
  letters += line.replaceAll("e", "ee").length + `${round}:${line}`.length;
}
console.log(letters, palindromes, found);
