import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { askTable, leadToDoor } from './api';
import { number, plain } from './format';
import { fill, session, texts } from './page-state';
import { Chip, Panel, Sheet, Written } from './parts';
import { pageOfSegment } from './segment-told';

interface Strategy {
  readonly key: string;
  readonly industry: keyof ReturnType<typeof texts>['strategies']['industries'];
  readonly stage: keyof ReturnType<typeof texts>['strategies']['stages'];
  readonly pain: string;
  readonly strategy: string;
  readonly rule: string;
  readonly segment: { readonly id: string; readonly name: string; readonly size: number | null } | null;
}

/** From pain to strategy, stage by stage: which pains have a segment, and one click to make it. */
export default function StrategyMap({ resource, action }: ActionProps) {
  const { strategies: say } = texts();
  const [all, setAll] = useState<readonly Strategy[] | null>(null);
  const [industry, setIndustry] = useState('');
  useEffect(() => {
    askTable<{ segmentStrategies: readonly Strategy[] }>(resource.id, action.name).then(
      ({ segmentStrategies }) => setAll(segmentStrategies),
      leadToDoor,
    );
  }, [resource.id, action.name]);
  if (!all) return <Sheet>…</Sheet>;
  const industries = [...new Set(all.map((each) => each.industry))];
  const chosen = industries.find((each) => each === industry) ?? industries[0];
  const shown = all.filter((each) => each.industry === chosen);
  const covered = shown.filter(({ segment }) => segment !== null).length;
  const stages = [...new Set(shown.map(({ stage }) => stage))];
  return (
    <Sheet>
      <Panel>
        <p>{say.help}</p>
        <div className="tabs" role="tablist">
          {industries.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={each === chosen} onClick={() => setIndustry(each)}>
              {say.industries[each]}
            </button>
          ))}
        </div>
        <p style={{ marginTop: 14 }}>{fill(say.coverage, { covered: number(covered), all: number(shown.length) })}</p>
        <div className="meter" style={{ maxWidth: 420 }}>
          <div style={{ width: `${shown.length === 0 ? 0 : (covered / shown.length) * 100}%` }} />
        </div>
      </Panel>
      <div className="stages">
        {stages.map((stage) => (
          <section key={stage} className="panel">
            <h2>{say.stages[stage]}</h2>
            {shown.filter((each) => each.stage === stage).map((each) => <Pain key={each.key} pain={each} />)}
          </section>
        ))}
      </div>
    </Sheet>
  );
} // prettier-ignore

function Pain({ pain: { key, pain, strategy, rule, segment } }: { readonly pain: Strategy }) {
  const { strategies: say } = texts();
  const mayChange = session().scopes.includes('segments:write');
  return (
    <article className={segment ? 'pain covered' : 'pain'}>
      <b>{pain}</b>
      <p>{strategy}</p>
      <code>{plain(rule)}</code>
      <div className="row" style={{ marginTop: 8 }}>
        {segment ? (
          <>
            <Chip tone="good">{say.covered}</Chip>
            <Link to={pageOfSegment(segment.id)}><Written text={segment.name} /></Link>
            <span className="soft">{fill(say.members, { members: number(segment.size ?? 0) })}</span>
          </>
        ) : (
          <Chip>{say.open}</Chip>
        )}
        {!segment && mayChange ? (
          <Link className="act small" to={`/admin/resources/segments/actions/newSegment?strategy=${encodeURIComponent(key)}`}>{say.make}</Link>
        ) : null}
      </div>
    </article>
  );
} // prettier-ignore
