/** `performance`. */
export {};
