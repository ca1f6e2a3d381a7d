import { type Api, answered, api } from '../../data/api.ts';
import type { SectionName, WorkValue } from './work-fields.ts';

/** A section as the form takes it: any of the three. */
export interface Section {
  readonly values: Readonly<Record<string, WorkValue>>;
  readonly defaults: Readonly<Record<string, WorkValue>>;
  readonly updated_at: string | null;
  readonly updated_by: string | null;
}

export function readSection(name: SectionName): Promise<Section> {
  switch (name) {
    case 'bid-strategy':
      return answered(api.GET('/api/settings/bid-strategy'));
    case 'visual-validation':
      return answered(api.GET('/api/settings/visual-validation'));
    case 'environmental-research':
      return answered(api.GET('/api/settings/environmental-research'));
  }
}

type Change = Readonly<Record<string, WorkValue | null>>;

/** Changes some of a section. Its fields are those of work-fields.ts; the server checks each, whoever sends it. */
export function writeSection(name: SectionName, change: Change): Promise<Section> {
  // a form has the fields of its own section alone, which the switch cannot tell TypeScript
  switch (name) {
    case 'bid-strategy':
      return answered(api.PUT('/api/settings/bid-strategy', { body: change as Api['ChangeBidSettings'] }));
    case 'visual-validation':
      return answered(
        api.PUT('/api/settings/visual-validation', { body: change as Api['ChangeVisualSettings'] }),
      );
    case 'environmental-research':
      return answered(
        api.PUT('/api/settings/environmental-research', {
          body: change as Api['ChangeEnvironmentalSettings'],
        }),
      );
  }
}
