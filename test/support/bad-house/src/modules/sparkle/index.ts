/** A module that nobody gave a row. */
export const sparkle = true;
