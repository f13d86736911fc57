import React from 'react';
import { choice, field as nameOf, texts } from './page-state';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'number' | 'one' | 'many' | 'instant' | 'hidden';
  readonly isRequired?: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly otherwise?: string;
}

export type FormValues = Readonly<Record<string, string | readonly string[]>>;

export function startOf(fields: readonly FormField[]): FormValues {
  return Object.fromEntries(
    fields.map(({ name, kind, otherwise = '' }) => [
      name,
      kind === 'many' ? otherwise.split(' ').filter(Boolean) : otherwise,
    ]),
  );
}

interface Given {
  readonly field: FormField;
  readonly value: FormValues[string] | undefined;
  readonly problem: string | undefined;
  readonly change: (value: string | readonly string[]) => void;
}

export function FormInput({ field, value = '', problem, change }: Given) {
  const { form } = texts();
  if (field.kind === 'hidden') return null;
  const label =
    nameOf(field.label) === field.label
      ? ((form as Readonly<Record<string, string>>)[field.label] ?? field.label)
      : nameOf(field.label);
  if (field.kind === 'many')
    return (
      <Many
        field={field}
        label={label}
        chosen={typeof value === 'string' ? [] : value}
        problem={problem}
        change={change}
      />
    );
  const text = typeof value === 'string' ? value : '';
  const attributes = {
    name: field.name,
    value: text,
    required: field.isRequired ?? false,
    'aria-invalid': problem !== undefined,
  };
  return (
    <label>
      <span>{label}</span>
      {field.kind === 'long' ? (
        <textarea {...attributes} rows={3} maxLength={2_000} onChange={(event) => change(event.target.value)} />
      ) : null}
      {field.kind === 'one' ? (
        <select {...attributes} onChange={(event) => change(event.target.value)}>
          {field.isRequired && text !== '' ? null : <option value="" />}
          {(field.choices ?? []).map((each) => (
            <option key={each.value} value={each.value}>
              {each.label || choice(each.value)}
            </option>
          ))}
        </select>
      ) : null}
      {field.kind === 'text' || field.kind === 'number' || field.kind === 'instant' ? (
        <input
          {...attributes}
          type={TYPES[field.kind]}
          maxLength={200}
          onChange={(event) => change(event.target.value)}
        />
      ) : null}
      {problem ? (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      ) : null}
    </label>
  );
}

const TYPES = { text: 'text', number: 'number', instant: 'datetime-local' } as const;

function Many({
  field,
  label,
  chosen,
  problem,
  change,
}: Omit<Given, 'value'> & { readonly label: string; readonly chosen: readonly string[] }) {
  const toggle = (value: string): void =>
    change(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <fieldset style={{ marginBottom: 14 }}>
      <legend style={{ marginBottom: 4, color: '#44534a' }}>{label}</legend>
      <div className="checks">
        {(field.choices ?? []).map(({ value, label: name }) => (
          <label key={value}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} /> {name || value}
          </label>
        ))}
      </div>
      {problem ? (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      ) : null}
    </fieldset>
  );
}
