import React from 'react';
import { choice, field as nameOf, texts } from './page-state';
import { PicturesField } from './pictures-field';
import { TimesField } from './times-field';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'number' | 'one' | 'many' | 'instant' | 'hidden' | 'times' | 'pictures';
  readonly isRequired?: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly url?: string }[];
  readonly otherwise?: string;
  readonly only?: { readonly field: string; readonly is: string };
  readonly heading?: string;
  readonly hint?: string;
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

/** Those that are asked for, as the others stand by now. */
export function askedOf(fields: readonly FormField[], values: FormValues): readonly FormField[] {
  return fields.filter(({ only }) => !only || values[only.field] === only.is);
}

/** What is sent of a form: only what was asked for. */
export function sentOf(fields: readonly FormField[], values: FormValues): FormValues {
  return Object.fromEntries(askedOf(fields, values).flatMap(({ name }) => { const value = values[name]; return value === undefined ? [] : [[name, value]]; }));
} // prettier-ignore

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
  if (field.kind === 'times' || field.kind === 'pictures')
    return (
      <Group label={label} hint={field.hint} problem={problem}>
        {field.kind === 'times' ? <TimesField name={field.name} value={text} change={change} /> : null}
        {field.kind === 'pictures' ? <PicturesField name={field.name} value={text} known={field.choices ?? []} change={change} /> : null}
      </Group>
    ); // prettier-ignore
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
      <Problem text={problem} />
    </label>
  );
}

/** What is wrong with a field, below it. */
function Problem({ text }: { readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <span className="field-problem" role="alert">
      {text}
    </span>
  );
}

/** Several inputs that are one field. */
function Group({ label, hint, problem, children }: { readonly label: string; readonly hint: string | undefined; readonly problem: string | undefined; readonly children: React.ReactNode }) {
  const { form } = texts();
  return (
    <fieldset>
      <legend style={{ marginBottom: 4 }}>{label}</legend>
      {hint ? <p className="soft" style={{ marginBottom: 8 }}>{(form as Readonly<Record<string, string>>)[hint] ?? hint}</p> : null}
      {children}
      <Problem text={problem} />
    </fieldset>
  );
} // prettier-ignore

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
      <Problem text={problem} />
    </fieldset>
  );
}
