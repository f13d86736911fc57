import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { askAbout, leadToDoor, tellOf } from './api';
import { day, instant } from './format';
import { Grants } from './member-grants';
import { People } from './member-people';
import { Ledger } from './member-ledger';
import { Overview } from './member-overview';
import { StatementTab } from './member-statement';
import { Timeline } from './member-timeline';
import type { MemberTold } from './member-told';
import { choice, fill, texts } from './page-state';
import { Chip, Sheet, toneOf, Written } from './parts';

const TABS = ['overview', 'grants', 'ledger', 'statement', 'timeline', 'people'] as const;

/** What is read a page at a time, by the question that asks for it. */
const PAGED = { ledger: 'ledger', timeline: 'activities', grants: 'grants' } as const;

/** Everything about one member, and why. */
export default function MemberPage({ resource, record }: ActionProps) {
  const id = record?.id ?? '';
  const [told, setTold] = useState<MemberTold | null>(null);
  const [tab, setTab] = useState<(typeof TABS)[number]>('overview');
  useEffect(() => {
    setTold(null);
    tellOf<MemberTold>(resource.id, id).then(setTold, leadToDoor);
  }, [resource.id, id, record?.params['status']]);
  const { member: say } = texts();
  if (!told) return <Sheet>…</Sheet>;
  const { member } = told;
  return (
    <Sheet>
      <div className="panel">
        <div className="head">
          <h1>
            {member.displayName ? <Written text={member.displayName} /> : <span className="soft">{say.unnamed}</span>}
          </h1>
          {member.tier ? <Chip tone="good">{member.tier.name}</Chip> : null}
          <Chip tone={toneOf(member.status)}>{choice(member.status)}</Chip>
          <span className="sub">
            {fill(say.numberOf, { number: member.number })} · <code>{member.id}</code> ·{' '}
            {fill(say.enrolled, { at: instant(member.enrolledAt) })}
            {member.channel ? (
              <>
                {' · '}
                <Written text={fill(say.via, { channel: choice(member.channel) })} />
              </>
            ) : null}
            {member.birthday ? ` · ${say.birthday} ${day(member.birthday)}` : null}
          </span>
        </div>
        <div className="tabs" role="tablist">
          {TABS.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={tab === each} onClick={() => setTab(each)}>
              {say[each]}
            </button>
          ))}
        </div>
      </div>
      {tab === 'overview' ? <Overview told={told} /> : null}
      {tab === 'grants' ? <Grants first={member.grants} more={(after) => pageOf(id, 'grants', after)} /> : null}
      {tab === 'ledger' ? <Ledger first={member.ledger} more={(after) => pageOf(id, 'ledger', after)} /> : null}
      {tab === 'statement' ? <StatementTab member={member} /> : null}
      {tab === 'timeline' ? (
        <Timeline first={member.activities} more={(after) => pageOf(id, 'timeline', after)} memberId={id} />
      ) : null}
      {tab === 'people' ? <People member={member} /> : null}
    </Sheet>
  );
}

async function pageOf<Which extends keyof typeof PAGED>(
  id: string,
  which: Which,
  after: string,
): Promise<MemberTold['member'][(typeof PAGED)[Which]]> {
  const { member } = await askAbout<MemberTold>('members', id, which, { after });
  return member[PAGED[which]];
}
