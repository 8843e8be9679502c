export default <T>(x: T): T[] => [x, x];
