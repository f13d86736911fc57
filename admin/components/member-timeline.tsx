import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { askAbout, leadToDoor } from './api';
import { money, plain } from './format';
import type { Condition, Explanation, Paged, TimelineEntry } from './member-told';
import { choice, fill, texts } from './page-state';
import { usePages } from './pages';
import { Chip, Empty, Panel, toneOf, When, Written } from './parts';

/** What happened to a member, the newest first, and why rules did or did not act on it. */
export function Timeline({
  first,
  more,
  memberId,
}: {
  readonly first: Paged<TimelineEntry> | null;
  readonly more: (after: string) => Promise<Paged<TimelineEntry> | null>;
  readonly memberId: string;
}) {
  const { member: say, form } = texts();
  const { entries, older } = usePages(first, more);
  if (!first) return <Panel>{form.noRight}</Panel>;
  return (
    <div className="grid">
      <Panel title={say.timeline} isWide>
        {entries.length === 0 ? <Empty>{say.emptyTimeline}</Empty> : null}
        <table>
          <tbody>
            {entries.map((entry) => (
              <Happened key={entry.id} entry={entry} memberId={memberId} />
            ))}
          </tbody>
        </table>
        {older}
      </Panel>
    </div>
  );
}

function Happened({ entry, memberId }: { readonly entry: TimelineEntry; readonly memberId: string }) {
  const { member: say } = texts();
  const [why, setWhy] = useState<readonly Explanation[] | null>(null);
  const ask = (): void => {
    if (why) {
      setWhy(null);
      return;
    }
    askAbout<{ explanations: Explanation[] }>('members', memberId, 'why', { activity: entry.id }).then(
      ({ explanations }) => setWhy(explanations),
      leadToDoor,
    );
  };
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        <When at={entry.occurredAt} />
      </td>
      <td style={{ width: '100%' }}>
        <span className="row">
          {entry.typeName}
          {entry.about ? (
            <Link to={`/admin/resources/${entry.about.table}/records/${entry.about.id}/show`}>
              <Written text={entry.about.name} />
            </Link>
          ) : null}
          {entry.amount ? <b>{money(entry.amount.amountMinor, entry.amount.currency)}</b> : null}
          {entry.externalId ? (
            <span className="soft code">
              <Written text={entry.externalId} />
            </span>
          ) : null}
          <button type="button" className="link" aria-expanded={why !== null} onClick={ask}>
            {why ? say.hide : say.explain}
          </button>
        </span>
        {why ? <Explained explanations={why} /> : null}
      </td>
    </tr>
  );
}

function Explained({ explanations }: { readonly explanations: readonly Explanation[] }) {
  const { why } = texts();
  if (explanations.length === 0) return <Empty>{why.noRules}</Empty>;
  return (
    <>
      {explanations.map(({ subjectId, name, verdict, isValid, note, decided, tree, nextActions }) => (
        <div key={subjectId} style={{ margin: '10px 0' }}>
          <b>
            <Written text={name} />
          </b>{' '}
          {decided
            ? fill(why.then, {
                decided: decided.hit ? why.acted : fill(why.didNot, { unmet: plain(decided.unmet ?? '') }),
              })
            : note === 'NOT_KEPT'
              ? why.notKept
              : null}
          {decided?.multipliedBy?.length ? (
            <p>{plain(decided.multipliedBy.map(({ sentence }) => sentence).join(' '))}</p>
          ) : null}
          {isValid ? null : <p>{why.notValid}</p>}
          {tree ? (
            <>
              <p className="soft">{fill(why.now, { verdict: choice(verdict) })}</p>
              <Tree condition={tree} />
              {nextActions.length > 0 ? (
                <p>{fill(why.can, { acts: plain(nextActions.map(({ text }) => text).join(' + ')) })}</p>
              ) : null}
            </>
          ) : (
            <p className="soft">{why.always2}</p>
          )}
        </div>
      ))}
    </>
  );
}

export function Tree({ condition }: { readonly condition: Condition }) {
  const { text, sentence, verdict, children = [] } = condition;
  return (
    <div className="tree">
      <Chip tone={toneOf(verdict)}>{choice(verdict)}</Chip> {plain(sentence)}{' '}
      <span className="soft code">{plain(text)}</span>
      {children.map((child, at) => (
        <Tree key={at} condition={child} />
      ))}
    </div>
  );
}
