console.log("quick begins");
export const quick = await "quick";
console.log("quick ends");
