console.log("early");
export const early = "early";
