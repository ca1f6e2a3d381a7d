import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Scripts and styles from here alone, none of them inline; pictures that the page draws itself (data:, blob:). */
const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** First parts of the addresses that the dashboard has pages for; the API has none below them. */
const PAGES = [
  'login',
  'jobs',
  'search',
  'leads',
  'lookups',
  'imports',
  'reports',
  'counties',
  'properties',
  'documents',
  'ops',
  'settings',
  'inbox',
];

const YEAR_SECONDS = 31_536_000;
/** What the build names by its content, as in `index-G6FHMHA2.js`, never changes under its name. */
const NAMED_BY_CONTENT = /-[\w-]{8}\.\w+(\.gz|\.br)?$/;

/** Whether whoever asks looks at pages, and is told of a wrong address by one. */
export const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' && /^text\/html\b/.test(headers.accept ?? '');

/**
 * Serves the built dashboard: its files below `/assets`, and one page at each of its addresses, which shows what the address
 * says. `/dashboard` leads to it. Answers what sends the page, for addresses that nobody has.
 */
export async function serveDashboard(
  app: FastifyInstance,
  folder: string,
): Promise<(reply: FastifyReply) => Promise<FastifyReply>> {
  const page = path.join(folder, 'index.html');
  // read each time: a build that takes the place of this one names other files
  const send = async (reply: FastifyReply) =>
    reply
      .header('content-security-policy', PAGE_CSP)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(await readFile(page, 'utf8'));
  await app.register(fastifyStatic, {
    root: path.join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, file) => {
      const fixed = NAMED_BY_CONTENT.test(file);
      // a worker may do what its own file says, not what its page may
      reply.header('content-security-policy', PAGE_CSP);
      reply.header('cache-control', fixed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  for (const address of ['/', ...PAGES.flatMap((name) => [`/${name}`, `/${name}/*`])]) {
    app.get(address, (_request, reply) => send(reply));
  }
  for (const address of ['/dashboard', '/dashboard/*']) {
    app.get(address, (_request, reply) => reply.redirect('/'));
  }
  return send;
}
