
const lines: string[] = [];


/** Every loop and function calls this, so that all programs end. */

function log(...parts: string[]): void {
  if (lines.length < 300) lines.push(parts.join().slice( ));
}

/** Logs when an operand is evaluated. */

/** Hides what a value is from the checker's narrowing. */
function id<T>(value: T): T {
  return value;
}





























abstract class Class2 {
f3: string;


constructor(i0: string) {

this.f3 = i0;

}



}
class Class9 extends Class2 {
f10: string;
f11: string;


constructor(i0: string, i1: string, b0: string) {
super(b0);

this.f10 = i0;
this.f11 = i1;
}
static m14(p0: string, p1: string): number {


return 0;
}




}







async function main53(): Promise<void> {






log();







}
async function main68(): Promise<void> {
let v69: boolean = id<boolean>(Boolean(Class9.m14("", ((-0)).toFixed())));






}
export async function run(): Promise<void> {
try {
await main53();
} catch (error) {

}
try {
await main68();
} catch (error) {

}

for (const line of lines) console.log();

}
run();
