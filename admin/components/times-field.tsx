import React from 'react';
import { fill, session, texts } from './page-state';

/** A line of the field: on these days of the week (1 is Monday), from one time of day to another. */
interface Line {
  readonly weekdays: readonly number[];
  readonly from: string;
  readonly to: string;
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const FRESH: Line = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const A_MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

interface Given {
  readonly name: string;
  /** As the file has it, a line each: `1 2 3 09:00-12:00`. */
  readonly value: string;
  readonly change: (value: string) => void;
}

/** Hours of the week: added, changed and ended line by line. */
export function TimesField({ name, value, change }: Given) {
  const { benefitEditing: say } = texts();
  const lines = value.split('\n').filter((line) => line.trim() !== '').map(lineIn); // prettier-ignore
  const put = (next: readonly Line[]): void => change(next.map(lineOut).join('\n'));
  const set = (at: number, more: Partial<Line>): void => put(lines.map((line, nth) => (nth === at ? { ...line, ...more } : line))); // prettier-ignore
  return (
    <div className="times" data-field={name}>
      {lines.length === 0 ? <p className="soft">{say.noTimes}</p> : null}
      {lines.map((line, at) => (
        <div key={at} className="time" role="group" aria-label={fill(say.timesOfLine, { line: at + 1 })}>
          <Weekdays chosen={line.weekdays} change={(weekdays) => set(at, { weekdays })} />
          <span className="row">
            <Time label={say.from} value={line.from} change={(from) => set(at, { from })} />–
            <Time label={say.to} value={line.to} change={(to) => set(at, { to })} />
            <button type="button" className="act small" onClick={() => put(lines.filter((_, nth) => nth !== at))}>
              {say.removeTimes}
            </button>
          </span>
        </div>
      ))}
      <button type="button" className="act small" onClick={() => put([...lines, FRESH])}>
        {say.addTimes}
      </button>
    </div>
  );
} // prettier-ignore

function Weekdays({ chosen, change }: { readonly chosen: readonly number[]; readonly change: (weekdays: readonly number[]) => void }) {
  const named = new Intl.DateTimeFormat(session().locale, { weekday: 'short', timeZone: 'UTC' });
  const toggled = (day: number) => WEEK.filter((each) => (each === day ? !chosen.includes(day) : chosen.includes(each)));
  return (
    <span className="row days">
      {WEEK.map((day) => (
        <button key={day} type="button" aria-pressed={chosen.includes(day)} onClick={() => change(toggled(day))}>
          {named.format(A_MONDAY + (day - 1) * DAY_MS)}
        </button>
      ))}
    </span>
  );
} // prettier-ignore

/** Written out rather than picked: 24:00 is a time here, and no browser turns it into afternoon. */
function Time({ label, value, change }: { readonly label: string; readonly value: string; readonly change: (time: string) => void }) {
  const typed = (text: string): string => text.replace(/：/g, ':').replace(/[^\d:]/g, '');
  return <input aria-label={label} value={value} placeholder="09:00" maxLength={5} onChange={(event) => change(typed(event.target.value))} />;
} // prettier-ignore

function lineIn(line: string): Line {
  const words = line.trim().split(/[\s,]+/);
  const [from = '', to = ''] = (words.at(-1) ?? '').split('-');
  return { weekdays: words.slice(0, -1).map(Number), from, to };
}

function lineOut({ weekdays, from, to }: Line): string {
  return [...weekdays, `${from}-${to}`].join(' ');
}
