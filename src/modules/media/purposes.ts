import type { Caller } from '../../kernel/caller.js';

/** What a file is for. */
export type Purpose = 'benefit' | 'proof' | 'work' | 'avatar';

export type ContentType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'application/pdf';

interface PurposeRule {
  /** Who may bring such a file. */
  readonly from: 'house' | 'member';
  /** Whoever has its address sees it; otherwise addresses are signed and end. */
  readonly isPublic: boolean;
  readonly types: readonly ContentType[];
}

const PICTURES: readonly ContentType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

const RULES: Readonly<Record<Purpose, PurposeRule>> = {
  benefit: { from: 'house', isPublic: true, types: PICTURES },
  proof: { from: 'member', isPublic: false, types: [...PICTURES, 'application/pdf'] },
  work: { from: 'member', isPublic: true, types: PICTURES },
  avatar: { from: 'member', isPublic: true, types: PICTURES },
};

export function isPublic(purpose: Purpose): boolean {
  return RULES[purpose].isPublic;
}

/** Members bring what is theirs; brands and the back office what is the program's. */
export function mayBring({ kind }: Caller, purpose: Purpose): boolean {
  return RULES[purpose].from === (kind === 'member' ? 'member' : 'house');
}

export function mayBe(purpose: Purpose, type: string): type is ContentType {
  return RULES[purpose].types.some((each) => each === type);
}

export function typesOf(purpose: Purpose): readonly ContentType[] {
  return RULES[purpose].types;
}
