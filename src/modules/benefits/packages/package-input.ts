import type { Said } from '../benefit-input.js';
import { given, said, textFile } from '../benefit-input.js';
import type { BenefitPackageCreateInput, BenefitPackageTermsInput, BenefitPackageUpdateInput } from './package-changes.types.js'; // prettier-ignore

/** A new package as the program file says it: what is absent is left out, so that the file's own defaults hold. */
export function newPackage({ code, kind, brand, name, ...terms }: BenefitPackageCreateInput): Said {
  return said({ code, kind, brand, name: textFile(name), ...termsFile(terms) });
}

/** What is to change; null says nothing of it again. */
export function changedPackage({ name, parts, ...terms }: BenefitPackageUpdateInput): Said {
  return given({ ...termsFile(terms), name: name && textFile(name), parts });
}

function termsFile({ description, ...plain }: BenefitPackageTermsInput): Readonly<Record<string, unknown>> {
  return { ...plain, description: description && textFile(description) };
}
