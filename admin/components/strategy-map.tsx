import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { askTable, leadToDoor, send } from './api';
import { number } from './format';
import { fill, session, texts } from './page-state';
import { Panel, Sheet } from './parts';
import { StrategyForm } from './strategy-form';
import { Pain } from './strategy-pain';
import type { MapTold, Strategy } from './strategy-told';
import { industryName, STAGES } from './strategy-told';

/** What is being written: a strategy that is there, or a new one. */
type Writing = { readonly of: Strategy | null } | null;

/** From pain to strategy, stage by stage: presets are taken over, changed, and made live. */
export default function StrategyMap({ resource, action }: ActionProps) {
  const { strategies: say } = texts();
  const [told, setTold] = useState<MapTold | null>(null);
  const [industry, setIndustry] = useState('');
  const [writing, setWriting] = useState<Writing>(null);
  const load = (of: string): void => void askTable<MapTold>(resource.id, action.name, { industry: of }).then(setTold, leadToDoor); // prettier-ignore
  useEffect(() => load(industry), [resource.id, action.name, industry]);
  if (!told) return <Sheet>…</Sheet>;
  const done = (): void => {
    setWriting(null);
    load(industry);
  };
  if (writing) {
    const given = writing.of && (told.strategies.find(({ key }) => key === writing.of?.key) ?? writing.of);
    const begun = `${given?.key ?? ''}@${given?.version ?? 0}`;
    return (
      <Sheet>
        <StrategyForm key={begun} resourceId={resource.id} told={told} given={given} close={done} again={() => load(industry)} />
      </Sheet>
    );
  }
  const shown = told.strategies.filter((each) => each.industry === told.industry);
  return (
    <Sheet>
      <Panel>
        <p>{say.help}</p>
        <div className="tabs" role="tablist">
          {told.industries.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={each === told.industry} onClick={() => setIndustry(each)}>
              {industryName(each)}
            </button>
          ))}
        </div>
        <Coverage coverage={told.coverage} />
        <Doings resourceId={resource.id} told={told} write={() => setWriting({ of: null })} done={done} />
      </Panel>
      <div className="stages">
        {STAGES.map((stage) => (
          <section key={stage} className="panel">
            <h2>{say.stages[stage]}</h2>
            {shown.filter((each) => each.stage === stage).map((each) => (
              <Pain key={each.key} pain={each} change={() => setWriting({ of: each })} />
            ))}
          </section>
        ))}
      </div>
    </Sheet>
  );
} // prettier-ignore

function Coverage({ coverage: { pains, live, share, members, reached, ofMembers } }: Pick<MapTold, 'coverage'>) {
  const { strategies: say } = texts();
  if (share === null) return <p style={{ marginTop: 14 }}>{say.nothingYet}</p>;
  return (
    <>
      <p style={{ marginTop: 14 }}>{fill(say.coverage, { live: number(live), pains: number(pains) })}</p>
      <div className="meter" style={{ maxWidth: 420 }}>
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <p className="soft" style={{ marginTop: 6 }}>
        {fill(say.within, { members: number(members), reached: number(reached), of: number(ofMembers) })}
      </p>
    </>
  );
}

interface DoingsGiven {
  readonly resourceId: string;
  readonly told: MapTold;
  readonly write: () => void;
  readonly done: () => void;
}

/** What may be done with the map as a whole, by who may. */
function Doings({ resourceId, told: { industry, strategies }, write, done }: DoingsGiven) {
  const { strategies: say } = texts();
  const [problem, setProblem] = useState('');
  if (!session().scopes.includes('segments:write')) return null;
  const hasPresets = strategies.some((each) => each.industry === industry && each.isPreset);
  const adopt = (): void => {
    send({ resourceId, actionName: 'adoptStrategies' }, { industry }).then(({ problems = [] }) => {
      setProblem(problems[0]?.message ?? '');
      if (problems.length === 0) done();
    }, leadToDoor);
  };
  return (
    <>
      {problem ? <p className="problem" role="alert">{problem}</p> : null}
      <div className="row" style={{ marginTop: 14 }}>
        {hasPresets ? <button type="button" className="act main" onClick={adopt}>{say.adopt}</button> : null}
        <button type="button" className="act" onClick={write}>{say.newPain}</button>
        {hasPresets ? <span className="soft">{say.adoptHelp}</span> : null}
      </div>
    </>
  );
} // prettier-ignore
