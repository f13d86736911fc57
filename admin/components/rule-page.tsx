import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { leadToDoor, tellOf } from './api';
import { plain } from './format';
import { choice, field, texts } from './page-state';
import { Chip, Facts, Panel, Sheet, toneOf, When, Written } from './parts';

interface RuleTold {
  readonly condition: string | null;
  readonly attributes: readonly string[];
}

/** A rule as the program in force has it. */
export default function RulePage({ resource, record }: ActionProps) {
  const id = record?.id ?? '';
  const [told, setTold] = useState<RuleTold | null>(null);
  useEffect(() => {
    tellOf<RuleTold>(resource.id, id).then(setTold, leadToDoor);
  }, [resource.id, id]);
  const { rule } = texts();
  if (!told || !record) return <Sheet>…</Sheet>;
  const params = record.params as Readonly<Record<string, string | number | null>>;
  const status = String(params['status']);
  return (
    <Sheet>
      <Panel>
        <div className="head">
          <h1>
            <Written text={String(params['name'])} />
          </h1>
          <Chip tone={toneOf(status)}>{choice(status)}</Chip>
          <Chip>{choice(String(params['kind']))}</Chip>
          <span className="sub">
            <code>{id}</code>
          </span>
        </div>
        <h3>{field('when')}</h3>
        <pre>{told.condition === null ? rule.always : plain(told.condition)}</pre>
        {told.attributes.length > 0 ? (
          <>
            <h3>{rule.attributes}</h3>
            <p>
              {told.attributes.map((name) => (
                <React.Fragment key={name}>
                  <Chip>{name}</Chip>{' '}
                </React.Fragment>
              ))}
            </p>
          </>
        ) : null}
        <h3>{field('effects')}</h3>
        <p>{params['effects']}</p>
        <div style={{ marginTop: 16 }}>
          <Facts
            facts={[
              [field('on'), params['on']],
              [field('campaign'), <code key="campaign">{params['campaign']}</code>],
              [field('validFrom'), <When key="from" at={params['validFrom']} />],
              [field('validUntil'), <When key="until" at={params['validUntil']} />],
            ]}
          />
        </div>
        <p className="soft" style={{ marginTop: 16 }}>
          {rule.about}
        </p>
      </Panel>
    </Sheet>
  );
}
