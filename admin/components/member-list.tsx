import React, { useState } from 'react';
import type { FormEvent } from 'react';
import type { ActionProps } from 'adminjs';
import { RecordsTable, useQueryParams, useRecords } from 'adminjs';
import { Pagination } from '@adminjs/design-system';
import { fill, texts } from './page-state';
import { Empty, Sheet } from './parts';

/** Finding a member: one box for whatever is known of it. */
export default function MemberList({ resource }: ActionProps) {
  const { records, loading, direction, sortBy, page, total, perPage, fetchData } = useRecords(resource.id);
  const { storeParams, filters } = useQueryParams();
  const asked = textOf((filters as Record<string, unknown> | undefined)?.['find']);
  const [text, setText] = useState(asked);
  const { member } = texts();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    storeParams({ filters: text.trim() ? { find: text.trim() } : {}, page: '1' });
  };
  return (
    <Sheet>
      <form className="search" role="search" onSubmit={find}>
        <input
          aria-label={member.search}
          placeholder={member.searchHint}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          autoFocus
        />
        <button type="submit" className="act main">
          {member.find}
        </button>
      </form>
      <div className="panel" style={{ marginTop: 16, overflowX: 'auto' }}>
        {asked && !loading && records.length === 0 ? (
          <Empty>{fill(member.none, { q: asked })}</Empty>
        ) : (
          <RecordsTable
            resource={resource}
            records={records}
            actionPerformed={() => void fetchData()}
            direction={direction}
            sortBy={sortBy}
            isLoading={loading}
          />
        )}
        <div style={{ textAlign: 'center', marginTop: 16 }}>
          <Pagination
            page={page}
            perPage={perPage}
            total={total}
            onChange={(next: number) => storeParams({ page: String(next) })}
          />
        </div>
      </div>
    </Sheet>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
