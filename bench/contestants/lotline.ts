import { raw } from './raw.ts';
export const lotline = { ...raw, name: 'lotline' };
