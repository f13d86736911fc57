import React, { useState } from 'react';
import type { FocusEvent } from 'react';
import { plain } from './format';
import { fill, texts } from './page-state';
import type { Problem, Word } from './segment-told';

interface Given {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly Problem[];
  readonly change: (rule: string) => void;
  /** Words of the list beside are put into the box that was written in last. */
  readonly focus: (box: HTMLTextAreaElement, change: (rule: string) => void) => void;
  readonly rows?: number;
}

/** A box to write a rule in; what is wrong with it is underlined below, with what could stand there instead. */
export function RuleBox({ label, value, problems, change, focus, rows = 4 }: Given) {
  return (
    <div style={{ marginBottom: 14 }}>
      <label style={{ marginBottom: 4 }}>
        <span>{label}</span>
        <textarea
          className="code"
          rows={rows}
          maxLength={4_000}
          spellCheck={false}
          value={value}
          aria-invalid={problems.length > 0}
          onFocus={(event: FocusEvent<HTMLTextAreaElement>) => focus(event.target, change)}
          onChange={(event) => change(event.target.value)}
        />
      </label>
      {problems.length > 0 ? <Wrong rule={value} problems={problems} change={change} /> : null}
    </div>
  );
}

function Wrong({ rule, problems, change }: { readonly rule: string; readonly problems: readonly Problem[]; readonly change: (rule: string) => void }) {
  const { segments: say } = texts();
  return (
    <div className="wrong" role="alert">
      <pre>
        {piecesOf(rule, problems).map(({ text, isWrong, at }) => (isWrong ? <mark key={at}>{plain(text)}</mark> : <span key={at}>{plain(text)}</span>))}
      </pre>
      {problems.map((problem) => (
        <p key={`${problem.start} ${problem.message}`}>
          {plain(problem.message)} <span className="soft">{fill(say.place, { start: problem.start + 1, end: Math.max(problem.end, problem.start + 1) })}</span>
          {problem.suggestions.map((suggestion) => (
            <button
              key={suggestion}
              type="button"
              className="act small"
              onClick={() => change(rule.slice(0, problem.start) + suggestion + rule.slice(problem.end))}
            >
              {suggestion}
            </button>
          ))}
        </p>
      ))}
    </div>
  );
} // prettier-ignore

/** A rule cut where something is wrong. A problem of no width, such as an end too early, is shown at a space. */
function piecesOf(rule: string, problems: readonly Problem[]): { text: string; isWrong: boolean; at: number }[] {
  const isWrong = Array.from({ length: rule.length + 1 }, (_, at) =>
    problems.some(({ start, end }) => at >= start && at < Math.max(end, start + 1)),
  );
  const pieces: { text: string; isWrong: boolean; at: number }[] = [];
  for (const [at, wrong] of isWrong.entries()) {
    const sign = rule[at] ?? (wrong ? ' ' : '');
    const last = pieces.at(-1);
    if (last?.isWrong === wrong) last.text += sign;
    else pieces.push({ text: sign, isWrong: wrong, at });
  }
  return pieces;
}

/** Everything a rule may say, to be found by what it is called and put in by a click. */
export function Words({ words, pick }: { readonly words: readonly Word[]; readonly pick: (text: string) => void }) {
  const { segments: say } = texts();
  const [sought, setSought] = useState('');
  const wanted = sought.trim().toLowerCase();
  const found = words.filter(({ text, name }) => `${text} ${name}`.toLowerCase().includes(wanted));
  return (
    <div className="words">
      <input
        type="search"
        aria-label={say.words}
        placeholder={say.words}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      <ul>
        {found.map(({ text, name }) => (
          <li key={text}>
            <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => pick(text)}>
              <span>{name}</span>
              <code>{text}</code>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="empty">{say.noWords}</p> : null}
    </div>
  );
}
