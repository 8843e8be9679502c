export default new Map<string, number>([["a", 1]]);
