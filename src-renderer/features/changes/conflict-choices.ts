import type { ChangedField } from '../../../src-main/contract/changes';

export type Choice = 'mine' | 'theirs';

/** The person's answers so far, by the name of the field. */
export type Choices = Readonly<Record<string, Choice>>;

type Field = Pick<ChangedField, 'field' | 'conflicting'>;

/** Whether every field that somebody else has changed too was decided. */
export function allDecided(fields: readonly Field[], choices: Choices): boolean {
  return fields.every(({ field, conflicting }) => !conflicting || choices[field] !== undefined);
}

/** The same answer for every field that must be decided. */
export function chooseAll(fields: readonly Field[], choice: Choice): Choices {
  return Object.fromEntries(
    fields.filter(({ conflicting }) => conflicting).map(({ field }) => [field, choice]),
  );
}

/** The fields that are to be sent all the same; those nobody else touched are sent anyway. */
export function keptMine(fields: readonly Field[], choices: Choices): readonly string[] {
  return fields
    .filter(({ field, conflicting }) => conflicting && choices[field] === 'mine')
    .map(({ field }) => field);
}
