import React from 'react';
import { Link } from 'react-router-dom';
import { number, plain } from './format';
import { fill, session, texts } from './page-state';
import { Chip, Written } from './parts';
import { pageOfSegment } from './segment-told';
import type { Strategy } from './strategy-told';

/** A pain, what is done about it, and whom that is for. */
export function Pain({ pain: given, change }: { readonly pain: Strategy; readonly change: () => void }) {
  const { strategies: say } = texts();
  const mayChange = session().scopes.includes('segments:write');
  const { key, pain, strategy, kind, rule, segments, segment, isLive, isPreset } = given;
  const named = segments.length > 0 ? segments : segment ? [segment] : [];
  return (
    <article className={segment ? 'pain covered' : 'pain'}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <b><Written text={pain} /></b>
        <Chip tone={isLive ? 'good' : 'plain'}>{isPreset ? say.preset : isLive ? say.live : say.off}</Chip>
      </div>
      <p><Written text={strategy} /></p>
      {kind ? <p className="soft"><Written text={kind} /></p> : null}
      {named.length === 0 && rule ? <code>{plain(rule)}</code> : null}
      {named.map(({ id, name, size }) => (
        <div key={id} className="row" style={{ gap: 8 }}>
          <Link to={pageOfSegment(id)}><Written text={name} /></Link>
          <span className="soft">{fill(say.members, { members: number(size ?? 0) })}</span>
        </div>
      ))}
      <div className="row" style={{ marginTop: 8 }}>
        {named.length === 0 ? <Chip>{say.open}</Chip> : null}
        {named.length === 0 && rule && mayChange ? (
          <Link className="act small" to={`/admin/resources/segments/actions/newSegment?strategy=${encodeURIComponent(key)}`}>{say.make}</Link>
        ) : null}
        {mayChange ? <button type="button" className="act small" onClick={change}>{say.change}</button> : null}
      </div>
    </article>
  );
} // prettier-ignore
