import React from 'react';
import type { ReviewTold, UseTold } from './benefit-told';
import { money, number, percent } from './format';
import { choice, fill, texts } from './page-state';
import { Chip, When } from './parts';
import { STAGES } from './use-chart';

/** The numbers behind the bars, what a use cost, and what came of them. The last quarter stands first. */
export function UseTable({ use }: { readonly use: readonly UseTold[] }) {
  const { benefitPage: say } = texts();
  return (
    <table>
      <thead>
        <tr>
          <th>{say.quarter}</th>
          {STAGES.map(({ name }) => (
            <th key={name} className="num">
              {say[name]}
            </th>
          ))}
          <th className="num">{say.entitled}</th>
          <th className="num">{say.useRate}</th>
          <th className="num">{say.uses}</th>
          <th className="num">{say.costPerUse}</th>
          <th>{say.review}</th>
        </tr>
      </thead>
      <tbody>
        {use.toReversed().map((each) => (
          <tr key={each.quarter}>
            <td style={{ whiteSpace: 'nowrap' }}>{each.quarter}</td>
            {STAGES.map(({ name }) => (
              <td key={name} className="num">
                {countOf(each[name])}
              </td>
            ))}
            <td className="num">{number(each.entitled)}</td>
            <td className="num">{each.useRate === null ? '–' : percent(each.useRate)}</td>
            <td className="num">
              {number(each.uses)}
              {each.reversed > 0 ? <div className="soft" style={{ whiteSpace: "nowrap" }}>{fill(say.reversed, { count: number(each.reversed) })}</div> : null}
            </td>
            <td className="num">{each.costPerUse ? money(each.costPerUse.amountMinor, each.costPerUse.currency) : '–'}</td>
            <td>{each.review ? <Review review={each.review} /> : <span className="soft">–</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore

function countOf(count: number | null): string {
  return count === null ? '–' : number(count);
}

/** Why it is watched, or is no longer. */
function Review({ review: { at, entitled, used, became } }: { readonly review: ReviewTold }) {
  const { benefitPage: say } = texts();
  const share = entitled === 0 ? '–' : percent(used / entitled);
  return (
    <>
      {became ? <Chip tone={became === 'WATCH' ? 'wait' : 'good'}>{choice(became.toLowerCase())}</Chip> : <span>{say.unchanged}</span>}{' '}
      <span className="soft">
        {fill(say.because, { used: number(used), entitled: number(entitled), share })} · <When at={at} />
      </span>
    </>
  );
} // prettier-ignore
