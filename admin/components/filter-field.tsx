import React from 'react';
import type { FilterPropertyProps } from 'adminjs';
import { choice, field } from './page-state';
import { Sheet } from './parts';

/** One thing a list is narrowed by: a choice among few, or the whole value. AdminJS's own speaks English here. */
export default function FilterField({ property, filter, onChange }: FilterPropertyProps) {
  const { path, availableValues } = property;
  const { look } = property.custom as { readonly look?: string };
  const value = (filter as Readonly<Record<string, string | undefined>>)[path] ?? '';
  const attributes = {
    name: path,
    value,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(path, event.target.value),
  };
  return (
    <Sheet>
      <label>
        <span>{field(path)}</span>
        {availableValues ? (
          <select {...attributes}>
            <option value="" />
            {availableValues.map((each) => (
              <option key={each.value} value={each.value}>
                {choice(String(each.value))}
              </option>
            ))}
          </select>
        ) : (
          <input {...attributes} type={look === 'day' ? 'date' : 'text'} maxLength={200} />
        )}
      </label>
    </Sheet>
  );
}
