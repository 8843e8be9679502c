// From 2^53 on doubles can't count by ones: nothing may be an integer there that would.
function up(): string {
  let s = "";
  let n = 9007199254740990;
  for (let i = 0; i < 6; i++) {
    n++;
    s += `${n % 10} ${n | 0};`;
  }
  return s;
}
console.log(up());
function down(): string {
  let s = "";
  let n = -9007199254740990;
  for (let i = 0; i < 6; i++) {
    n--;
    s += `${n | 0} ${n & 255};`;
  }
  return s;
}
console.log(down());
function w(a: number): number { return ((a >>> 0) * 2097152 + 2097152 + 1) % 10; }
console.log(w(-1), w(0), w(5));
function w2(a: number, b: number): number { const x = (a >>> 0) * 2097152 + 2097152; const y = x + (b & 3); return (y & 0xffff) + (y % 7); }
for (const b of [0, 1, 2, 3]) console.log(w2(-1, b), w2(3, b));
function w3(a: number): string { const x = -((a >>> 0) * 2097152 + 2097152); const y = x - 1; const z = y - 1; return `${y | 0} ${z | 0} ${(y + 3) | 0}`; }
console.log(w3(-1), w3(1));
function lim(x: number): string { const f = Math.floor(x); if (f <= 9007199254740992 && f >= 0) { const y = f + 1; return `${y % 10} ${y | 0}`; } return "no"; }
console.log(lim(9007199254740992), lim(9007199254740991), lim(9007199254740994), lim(-1));
function lim2(x: number): string { const f = Math.floor(x); if (f < 9007199254740993 && f >= 0) { const y = f + 1; return `${y % 10} ${y | 0}`; } return "no"; }
console.log(lim2(9007199254740992), lim2(9007199254740991), lim2(9007199254740994), lim2(-1));
function eq(x: number): string { if (x === 9007199254740992) { const y = x + 1; return `${y % 10} ${y | 0}`; } return "no"; }
console.log(eq(9007199254740992), eq(1));
function cnt(n: number): number { let s = 0; for (let i = 9007199254740980; i < n; i++) { s = (s + i) % 1000; if (s === 1001) break; if (i === 9007199254740990) break; } return s; }
console.log(cnt(9007199254740992));
let gl = 4503599627370497; function dbl(): number { gl = gl * 2 - 1; return gl % 100; } console.log(dbl(), dbl(), dbl());
