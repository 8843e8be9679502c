/** What the functions of module bodies are called in the IR. */
export const moduleBodyPrefix = "module ";
