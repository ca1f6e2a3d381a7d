import type { ServiceName } from '../../base/service-words.ts';
import type { Service } from '../service.ts';

/**
 * The outside services and what one credential may use of each before an operator says otherwise: as documented where
 * it is, else what does no harm to a public service. PropertyRadar, FEMA, EPA, USGS and the Census publish no figures.
 */
export const SERVICES: Readonly<Record<ServiceName, Service>> = {
  regrid: {
    name: 'regrid',
    label: 'Regrid',
    limits: { perMinute: 200, burst: 10, concurrency: 10, perMonth: null, reserve: 0.1 },
    // plan or geography: says something about the place asked for, not about the token
    statuses: { 403: 'permanent' },
  },
  propertyradar: {
    name: 'propertyradar',
    label: 'PropertyRadar',
    limits: { perMinute: 60, burst: 3, concurrency: 4, perMonth: null, reserve: 0.1 },
    // credits used up, and criteria that the account may not use: of the search, which its job tells
    statuses: { 402: 'permanent', 403: 'permanent' },
  },
  fema: {
    name: 'fema',
    label: 'FEMA flood maps',
    limits: { perMinute: 300, burst: 10, concurrency: 8, perMonth: null, reserve: 0.1 },
  },
  echo: {
    name: 'echo',
    label: 'EPA ECHO',
    // what its users observe: 300 an hour, and 1,500 a day, of which a month has thirty
    limits: { perMinute: 5, burst: 4, concurrency: 4, perMonth: 45_000, reserve: 0.1 },
    // as many as the simulator takes: nobody waits hours for what is not real
    inSandbox: { perMinute: 120, burst: 4, concurrency: 4, perMonth: null, reserve: 0.1 },
  },
  elevation: {
    name: 'elevation',
    label: 'USGS elevation',
    limits: { perMinute: 300, burst: 10, concurrency: 8, perMonth: null, reserve: 0.1 },
  },
  census: {
    name: 'census',
    label: 'Census geocoder',
    limits: { perMinute: 60, burst: 3, concurrency: 4, perMonth: null, reserve: 0.1 },
  },
  'incentives-api': {
    name: 'incentives-api',
    label: 'Incentives API',
    // the operator's own, as a rule: the limit is against mistakes, not against its load
    limits: { perMinute: 60_000, burst: 1000, concurrency: 64, perMonth: null, reserve: 0.1 },
  },
  anthropic: {
    name: 'anthropic',
    label: 'Anthropic',
    limits: { perMinute: 50, burst: 2, concurrency: 4, perMonth: null, reserve: 0.1 },
  },
  http: {
    name: 'http',
    label: 'Own HTTP worker',
    limits: { perMinute: 600, burst: 30, concurrency: 16, perMonth: null, reserve: 0.1 },
  },
};
