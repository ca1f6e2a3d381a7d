import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';

/** Stands in every answer of a sandbox. */
export const SANDBOX_HEADER = 'Lotline-Sandbox';

const NOTE =
  '<p role="note"><strong>Sandbox.</strong> Simulators stand for all outside services: nothing on this page is real.</p>';

/**
 * Marks whatever leaves a sandbox: a header on every answer, a note at the top of every page, and a word in the name of
 * every file, which goes on without its headers.
 */
export function markSandbox(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header(SANDBOX_HEADER, 'true');
    const file = reply.getHeader('content-disposition');
    if (typeof file === 'string') {
      reply.header('content-disposition', file.replaceAll(/(filename\*?=(?:"|UTF-8''))/gi, '$1sandbox-'));
    }
    const type = String(reply.getHeader('content-type') ?? '');
    if (!type.startsWith('text/html')) return payload;
    // pages are made whole and are small, also where they leave as a stream
    const page = payload instanceof Readable ? await text(payload) : payload;
    if (typeof page !== 'string') return payload;
    const marked = page.replace(/<body[^>]*>/i, (body) => `${body}\n${NOTE}`);
    reply.header('content-length', Buffer.byteLength(marked));
    return marked;
  });
}
