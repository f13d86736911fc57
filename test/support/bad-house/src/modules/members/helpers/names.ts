/** What is in a folder of this name could be anything. */
export const nameOf = (id: string): string => id;
