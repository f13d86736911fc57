import React, { useEffect, useState } from 'react';
import { ApiClient } from 'adminjs';
import { leadToDoor } from './api';
import { PerDay, Shares } from './charts';
import { number, plain } from './format';
import { fill, session, texts } from './page-state';
import { Panel, Sheet } from './parts';

interface Board {
  readonly countMax: number;
  readonly members: number | null;
  readonly tiers: readonly { readonly name: string; readonly count: number }[] | null;
  readonly enrolled: readonly Day[] | null;
  readonly recorded: readonly Day[] | null;
  readonly parked: number | null;
  readonly running: number | null;
}

interface Day {
  readonly day: string;
  readonly count: number;
}

/** How the house stands, at one look. */
export default function Home() {
  const [board, setBoard] = useState<Board | null>(null);
  useEffect(() => {
    new ApiClient().getDashboard<Board>().then(({ data }) => setBoard(data), leadToDoor);
  }, []);
  const { home } = texts();
  if (!board) return <Sheet>…</Sheet>;
  return (
    <Sheet>
      <div style={{ padding: 32 }}>
        <h1>{fill(home.welcome, { name: plain(session().email) })}</h1>
        <div className="figures">
          {board.members === null ? null : (
            <Figure title={home.members} value={number(board.members)} href="/admin/resources/members" />
          )}
          {board.enrolled ? (
            <Figure title={home.enrolledToday} value={sumOf(board.enrolled.slice(-7), board.countMax)} />
          ) : null}
          {board.parked === null ? null : (
            <Figure title={home.parked} value={number(board.parked)} href="/admin/resources/letters" />
          )}
          {board.running === null ? null : (
            <Figure title={home.runningJobs} value={number(board.running)} href="/admin/resources/jobs" />
          )}
        </div>
        <div className="grid">
          {board.tiers ? (
            <Panel title={home.byTier}>
              <Shares parts={board.tiers} />
            </Panel>
          ) : null}
          {board.enrolled ? (
            <Panel title={home.enrolledPerDay}>
              <PerDay days={board.enrolled} label={home.enrolledPerDay} />
            </Panel>
          ) : null}
          {board.recorded ? (
            <Panel title={home.perDay}>
              <PerDay days={board.recorded} label={home.perDay} />
            </Panel>
          ) : null}
        </div>
      </div>
    </Sheet>
  );
}

function Figure({ title, value, href }: { readonly title: string; readonly value: string; readonly href?: string }) {
  return (
    <Panel>
      <div className="soft">{href ? <a href={href}>{title}</a> : title}</div>
      <div className="big">{value}</div>
    </Panel>
  );
}

function sumOf(days: readonly Day[], countMax: number): string {
  const sum = days.reduce((all, { count }) => all + count, 0);
  const isMore = days.some(({ count }) => count >= countMax);
  return isMore ? fill(texts().home.atLeast, { count: number(sum) }) : number(sum);
}
