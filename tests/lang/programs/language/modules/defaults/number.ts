export default 7 * 6;
