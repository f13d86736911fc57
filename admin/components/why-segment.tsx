import React, { useEffect, useState } from 'react';
import { askAbout, leadToDoor } from './api';
import { plain } from './format';
import { Tree } from './member-timeline';
import type { ExplainedSegment } from './member-told';
import { fill, texts } from './page-state';
import { Chip, Empty, toneOf, When, Written } from './parts';

interface Asked {
  readonly segments: readonly { readonly id: string; readonly name: string }[] | null;
  readonly explained: ExplainedSegment | null;
  readonly problem: string | null;
}

/** Why a member is, or is not, in a segment that somebody chooses. */
export function WhySegment({ memberId }: { readonly memberId: string }) {
  const { whySegment: say } = texts();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [segment, setSegment] = useState('');
  const ask = (id: string): void => {
    setSegment(id);
    askAbout<Asked>('members', memberId, 'whySegment', id ? { segment: id } : {}).then(setAsked, leadToDoor);
  };
  useEffect(() => ask(''), [memberId]);
  if (!asked?.segments?.length) return null;
  return (
    <div style={{ marginTop: 16 }}>
      <label className="row">
        {say.ask}
        <select name="whySegment" value={segment} onChange={({ target }) => ask(target.value)}>
          <option value="">{say.chosen}</option>
          {asked.segments.map(({ id, name }) => (
            <option key={id} value={id}>
              {plain(name)}
            </option>
          ))}
        </select>
      </label>
      {asked.problem ? <Empty>{asked.problem}</Empty> : null}
      {segment && asked.explained?.subjectId === segment ? <Told explained={asked.explained} /> : null}
    </div>
  );
}

function Told({ explained }: { readonly explained: ExplainedSegment }) {
  const { whySegment: say, why } = texts();
  const { verdict, sentence, tree, earlier, membership, nextActions } = explained;
  const isBehind = membership !== null && membership.isIn !== (verdict === 'YES');
  return (
    <div className="why-segment" style={{ marginTop: 10 }}>
      <p>
        <Chip tone={toneOf(verdict)}>{verdict === 'YES' ? say.isIn : say.isOut}</Chip> {plain(sentence)}
      </p>
      {membership?.since ? (
        <p className="soft">
          {membership.isIn ? say.isIn : say.isOut} · <When at={membership.since} /> · {causeOf(membership)}
        </p>
      ) : null}
      {isBehind ? <p className="soft">{say.behind}</p> : null}
      {tree ? (
        <>
          <h3>{say.condition}</h3>
          <Tree condition={tree} />
        </>
      ) : null}
      {nextActions.length > 0 ? (
        <p>{fill(why.can, { acts: plain(nextActions.map(({ text }) => text).join(' + ')) })}</p>
      ) : null}
      {earlier.length > 0 ? <h3>{say.above}</h3> : null}
      {earlier.map((each) => (
        <div key={each.subjectId}>
          <b>
            <Written text={each.name} />
          </b>
          <Tree condition={each.tree} />
        </div>
      ))}
    </div>
  );
}

function causeOf({ isIn, cause }: NonNullable<ExplainedSegment['membership']>): string {
  const { whySegment: say } = texts();
  return cause ? fill(isIn ? say.came : say.went, { activity: cause.typeName }) : say.byItself;
}
