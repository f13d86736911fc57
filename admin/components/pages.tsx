import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { leadToDoor } from './api';
import type { Paged } from './member-told';
import { texts } from './page-state';

/** A list that is read a page at a time, the newest first: what is there of it, and the way to what is older. */
export function usePages<Node>(
  first: Paged<Node> | null,
  more: (after: string) => Promise<Paged<Node> | null>,
): { readonly entries: readonly Node[]; readonly older: ReactNode } {
  const [pages, setPages] = useState<readonly Paged<Node>[]>(first ? [first] : []);
  const last = pages.at(-1)?.pageInfo;
  const turn = (): void => {
    more(last?.endCursor ?? '').then((page) => page && setPages([...pages, page]), leadToDoor);
  };
  return { entries: pages.flatMap(({ nodes }) => nodes), older: last?.hasNextPage ? <Older turn={turn} /> : null };
}

function Older({ turn }: { readonly turn: () => void }) {
  return (
    <p style={{ marginTop: 12 }}>
      <button type="button" className="act" onClick={turn}>
        {texts().member.more}
      </button>
    </p>
  );
}
