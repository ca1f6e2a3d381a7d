/** Schemas of the API by their names: `Api['Job']`. For modules that run without a browser too. */
export type Api = import('../../../src/client/index.ts').components['schemas'];
