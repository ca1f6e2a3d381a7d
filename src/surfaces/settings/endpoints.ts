import { AppError } from '../../base/errors.ts';
import { recordOf } from '../../base/record.ts';
import { type AnyEndpoint, answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import {
  changeSettings,
  readSettings,
  type StoredSettings,
} from '../../property/settings/organization-settings.ts';
import { changeSchema, SECTIONS, type SettingsSection, sectionSchema } from './sections.ts';

const tag = 'Settings';
const prefix = '/api/settings';

function get(section: SettingsSection): AnyEndpoint {
  return endpoint({
    operationId: `get${section.id}`,
    method: 'GET',
    path: `${prefix}/${section.name}`,
    tag,
    summary: `Show ${section.label}, with their defaults`,
    allow: 'viewer',
    answers: { 200: { description: 'The settings', schema: sectionSchema(section) } },
    errors: [],
    run: ({ caller, transaction }) =>
      transaction(async (db) =>
        answer(200, toBody(section, await readSettings(db, caller.organizationId, section.name))),
      ),
  });
}

function put(section: SettingsSection): AnyEndpoint {
  return endpoint({
    operationId: `put${section.id}`,
    method: 'PUT',
    path: `${prefix}/${section.name}`,
    tag,
    summary: `Change ${section.label}`,
    description:
      'Partial: what is given is set, what is given as null goes back to its default, what is left out stays as it is. Counts from the next batch on.',
    allow: 'admin',
    body: changeSchema(section),
    bodyExample: section.example,
    answers: { 200: { description: 'The settings as they are now', schema: sectionSchema(section) } },
    errors: [],
    run({ caller: { organizationId, actor }, body, transaction }) {
      const values = recordOf(body);
      if (Object.keys(values).length === 0) {
        const names = Object.keys(section.defaults).join(', ');
        throw new AppError('validation_failed', `The body names no setting; give one of ${names}`);
      }
      return transaction(async (db) =>
        answer(
          200,
          toBody(section, await changeSettings(db, { organizationId, section: section.name, values, actor })),
        ),
      );
    },
  });
}

function toBody({ name, defaults }: SettingsSection, stored: StoredSettings | null) {
  return {
    name,
    values: { ...defaults, ...stored?.value },
    defaults,
    chosen: Object.keys(stored?.value ?? {}).sort(),
    updated_at: stored?.updatedAt.toISOString() ?? null,
    updated_by: stored?.updatedBy ?? null,
  };
}

/** What an organization may choose; each section is an entry in sections.ts. */
export const settings: Surface = {
  prefix,
  area: 'settings',
  endpoints: SECTIONS.flatMap((section) => [get(section), put(section)]),
  problemSchema,
  renderProblem,
};
