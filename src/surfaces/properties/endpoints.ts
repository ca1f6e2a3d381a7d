import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { propertiesInBackground } from './background.ts';
import { getCountyEndpoint, listCountiesEndpoint } from './counties.ts';
import { countyFiguresEndpoint } from './county-figures.ts';
import { importPropertiesEndpoint } from './import.ts';
import { getImportEndpoint, listImportsEndpoint } from './imports.ts';
import { changePropertyEndpoint, getPropertyEndpoint, listPropertiesEndpoint } from './properties.ts';
import { countyResultsEndpoint } from './results.ts';

/** Counties, and the properties that county jobs are about. */
export const properties: Surface = {
  prefix: '/api/properties',
  area: 'properties',
  endpoints: [
    listCountiesEndpoint,
    getCountyEndpoint,
    countyResultsEndpoint,
    countyFiguresEndpoint,
    listPropertiesEndpoint,
    propertiesInBackground,
    getPropertyEndpoint,
    changePropertyEndpoint,
    importPropertiesEndpoint,
    listImportsEndpoint,
    getImportEndpoint,
  ],
  problemSchema,
  renderProblem,
};
