import React, { useState } from 'react';
import type { FormEvent } from 'react';
import type { Chosen, Definition } from './figures-told';
import { texts } from './page-state';

/** Which figure, over which days, told apart by what. Choosing another figure shows it at once. */
export function FigureForm({
  definitions,
  chosen,
  ask,
}: {
  readonly definitions: readonly Definition[];
  readonly chosen: Chosen;
  readonly ask: (query: Readonly<Record<string, string>>) => void;
}) {
  const { figures: say } = texts();
  const [from, setFrom] = useState(chosen.from);
  const [last, setLast] = useState(chosen.last);
  const [by, setBy] = useState<string>(chosen.by ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const definition = definitions.find(({ key }) => key === chosen.key);
  const send = (metric: string, given: typeof values): void => {
    ask({ metric, by, from, last, ...given });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(chosen.key, values);
  };
  return (
    <form className="row asking" onSubmit={submit}>
      <label>
        <span>{say.metric}</span>
        <select
          name="metric"
          value={chosen.key}
          onChange={({ target }) => {
            setValues({});
            send(target.value, {});
          }}
        >
          {definitions.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say.from}</span>
        <input type="date" name="from" value={from} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label>
        <span>{say.last}</span>
        <input type="date" name="last" value={last} onChange={({ target }) => setLast(target.value)} />
      </label>
      <label>
        <span>{say.by}</span>
        <select
          name="by"
          value={definition?.by.some((each) => each === by) ? by : ''}
          onChange={({ target }) => setBy(target.value)}
        >
          <option value="">{say.whole}</option>
          {definition?.by.map((each) => (
            <option key={each} value={each}>
              {say.ways[each]}
            </option>
          ))}
        </select>
      </label>
      {definition?.parameters.map(({ name, description, usual, usualCode, min, max }) => (
        <label key={name} style={{ maxWidth: 180 }}>
          <span>{description}</span>
          <input
            name={name}
            {...(usual === null
              ? { placeholder: usualCode ?? '' }
              : { type: 'number', min: min ?? 0, max: max ?? 0, placeholder: String(usual) })}
            value={values[`parameter-${name}`] ?? ''}
            onChange={({ target }) => setValues({ ...values, [`parameter-${name}`]: target.value })}
          />
        </label>
      ))}
      <button type="submit" className="act main">
        {say.show}
      </button>
    </form>
  );
}
