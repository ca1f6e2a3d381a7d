import {
  BookOpenCheck,
  ChartColumn,
  FileText,
  House,
  LandPlot,
  Layers,
  type LucideIcon,
  Map as MapIcon,
  Search,
  ServerCog,
  Settings,
  Upload,
  Users,
} from 'lucide-react';
import { words } from '../words.ts';

/** The pages of the first level: what stands at the side, what `g` and a letter goes to, what the palette lists. */
export const NAV = [
  { to: '/', name: words.nav.home, icon: House, key: 'h' },
  { to: '/jobs', name: words.nav.jobs, icon: Layers, key: 'j' },
  { to: '/lookups', name: words.nav.lookups, icon: Upload, key: 'l' },
  { to: '/reports', name: words.nav.reports, icon: ChartColumn, key: 'r' },
  { to: '/search', name: words.nav.search, icon: Search, key: 's' },
  { to: '/leads', name: words.nav.leads, icon: Users, key: 'e' },
  { to: '/counties', name: words.nav.counties, icon: MapIcon, key: 'c' },
  { to: '/properties', name: words.nav.properties, icon: LandPlot, key: 'p' },
  { to: '/documents', name: words.nav.documents, icon: FileText, key: 'd' },
  { to: '/ops', name: words.nav.ops, icon: ServerCog, key: 'o' },
  { to: '/settings', name: words.nav.settings, icon: Settings, key: 't' },
] as const satisfies readonly { to: string; name: string; icon: LucideIcon; key: string }[];

export const DOCS = { href: '/docs', name: words.nav.docs, icon: BookOpenCheck } as const;
