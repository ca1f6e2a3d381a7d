/**
 * Every word of the dashboard, by the place that says it: one folder, so that the same thing is called the same everywhere, and
 * another language is one more folder. Functions where a word needs a value. As a namespace, so that a page's words are
 * loaded with the page, not with the first one.
 */
export * as words from './words/index.ts';
