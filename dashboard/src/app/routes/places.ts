import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, search, text, whole, yes } from '../../data/search.ts';
import { readCriteria } from '../../pages/search/lead-form.ts';
import { shellRoute } from '../root.tsx';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../../pages/home/home-page.tsx'), 'HomePage'),
});

const searchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/search',
  validateSearch: search({ saved: text(), q: readCriteria }),
  component: lazyRouteComponent(() => import('../../pages/search/search-page.tsx'), 'SearchPage'),
});

const leadsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads',
  validateSearch: search({
    job: text(),
    state: text(),
    county: text(),
    city: text(),
    zip: text(),
    owner: text(),
    property_type: text(),
    in_foreclosure: oneOf(['true', 'false']),
    in_tax_delinquency: oneOf(['true', 'false']),
    same_mailing: oneOf(['true', 'false']),
    do_not_mail: oneOf(['true', 'false']),
    min_equity_percent: whole(0, 100),
    min_value: whole(),
    max_value: whole(),
    cursor: text(),
    unwanted: yes(),
  }),
  component: lazyRouteComponent(() => import('../../pages/search/leads-page.tsx'), 'LeadsPage'),
});

const leadRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads/$leadId',
  component: lazyRouteComponent(() => import('../../pages/search/lead-page.tsx'), 'LeadPage'),
});

const countiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/counties',
  validateSearch: search({
    show: oneOf(['work', 'properties', 'approved', 'bids']),
    type: text(),
    state: text(),
    sort: oneOf(['name', 'pending', 'properties', 'approved', 'bids', 'sale']),
    order: oneOf(['ascending', 'descending']),
    q: text(),
    page: whole(1, 1000),
  }),
  component: lazyRouteComponent(() => import('../../pages/places/counties-page.tsx'), 'CountiesPage'),
});

const countyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/counties/$countyId',
  validateSearch: search({ verdict: oneOf(['APPROVED', 'CAUTION', 'REJECT', 'NONE']), cursor: text() }),
  component: lazyRouteComponent(() => import('../../pages/places/county-page.tsx'), 'CountyPage'),
});

const propertiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/properties',
  validateSearch: search({
    county: text(),
    state: text(),
    auction_status: oneOf(['active', 'expired', 'sold', 'withdrawn']),
    visual_validation_status: oneOf(['APPROVED', 'CAUTION', 'REJECT', 'NONE']),
    has_regrid_data: oneOf(['true', 'false']),
    parcel_id: text(),
    address: text(),
    import: text(),
    cursor: text(),
  }),
  component: lazyRouteComponent(() => import('../../pages/places/properties-page.tsx'), 'PropertiesPage'),
});

const propertyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/properties/$propertyId',
  component: lazyRouteComponent(() => import('../../pages/places/property-page.tsx'), 'PropertyPage'),
});

const documentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/documents',
  validateSearch: search({
    county: text(),
    state: text(),
    document_type: oneOf(['property_list', 'legal_notice', 'registration']),
    parsing_status: oneOf(['pending', 'in_progress', 'completed', 'failed']),
    cursor: text(),
    document: text(),
    doubtful: yes(),
    rows: text(),
  }),
  component: lazyRouteComponent(() => import('../../pages/places/documents-page.tsx'), 'DocumentsPage'),
});

export const placesRoutes = [
  homeRoute,
  searchRoute,
  leadsRoute,
  leadRoute,
  countiesRoute,
  countyRoute,
  propertiesRoute,
  propertyRoute,
  documentsRoute,
] as const;
