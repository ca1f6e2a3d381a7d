import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../root.tsx';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../../pages/home/home-page.tsx'), 'HomePage'),
});

const searchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/search',
  component: lazyRouteComponent(() => import('../../pages/search/search-page.tsx'), 'SearchPage'),
});

const leadsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads',
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
  component: lazyRouteComponent(() => import('../../pages/places/counties-page.tsx'), 'CountiesPage'),
});

const countyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/counties/$countyId',
  component: lazyRouteComponent(() => import('../../pages/places/county-page.tsx'), 'CountyPage'),
});

const propertiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/properties',
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
