import type { PropertyType } from 'adminjs';
import { BaseProperty } from 'adminjs';
import type { Look } from './table.js';

const TYPES: Partial<Record<Look, PropertyType>> = { number: 'number', amount: 'number' };

/** A column as AdminJS knows it. It is never edited there: what changes, changes by operations. */
export class OfficeProperty extends BaseProperty {
  constructor(
    path: string,
    readonly look: Look,
    private readonly options: {
      isKey: boolean;
      isSortable: boolean;
      /** AdminJS keeps in narrow windows what it takes for the title of a row. */
      isKept: boolean;
      position: number;
      choices?: readonly string[] | undefined;
    },
  ) {
    super({ path, type: options.isKey ? 'string' : (TYPES[look] ?? 'string'), isId: options.isKey });
  }

  override isSortable(): boolean {
    return this.options.isSortable;
  }

  override isEditable(): boolean {
    return false;
  }

  override isTitle(): boolean {
    return this.options.isKept;
  }

  override position(): number {
    return this.options.position;
  }

  override availableValues(): string[] | null {
    return this.options.choices ? [...this.options.choices] : null;
  }
}
