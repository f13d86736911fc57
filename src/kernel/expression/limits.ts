/** A limit on everything a rule may be made of. A rule that needs more is a list, a segment or two rules. */
export const LIMITS = {
  /** UTF-16 units of source. */
  sourceLength: 4000,
  /** Nodes of the syntax tree; `a.b` counts as two, every item of a list as one. */
  nodes: 500,
  /** Levels of brackets, and levels of the tree; `a && b && c` is one level. */
  depth: 32,
  listItems: 100,
  /** UTF-16 units of the pattern of `like`, `startsWith`, `endsWith` and `contains`. */
  patternLength: 200,
  /** A hundred years. */
  days: 36_500,
  /** UTF-16 units of the SQL that a rule about members becomes. */
  sqlLength: 60_000,
  /** What of that a parser has to keep in mind at once, with room for what a program's tiers add. */
  sqlDepth: 70,
  /** Tables, wallets and windows it looks at. */
  sqlJoins: 24,
  /** Problems told at once; whoever has more has pasted something else. */
  problems: 20,
} as const;
