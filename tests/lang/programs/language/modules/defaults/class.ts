export default class extends Error {
  code = 5;
}
