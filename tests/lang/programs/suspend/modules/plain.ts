console.log("plain runs while slow waits");
export const plain = "plain";
