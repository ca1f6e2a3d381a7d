import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';

/** Stands in every answer of a sandbox. */
export const SANDBOX_HEADER = 'Lotline-Sandbox';

const SENTENCE = 'Simulators stand for all outside services: nothing on this page is real.';

/** Where the note goes in what people look at: at the top of a page, over a picture. */
const NOTES: readonly (readonly [media: string, place: RegExp, text: string])[] = [
  [
    'text/html',
    /<body[^>]*>/i,
    `$&\n<aside aria-label="Sandbox" data-sandbox><strong>Sandbox.</strong> ${SENTENCE}</aside>`,
  ],
  [
    'image/svg+xml',
    /<\/svg>\s*$/i,
    '<text x="24" y="88" font-size="14" font-weight="600" fill="#b91c1c">Sandbox: not a real parcel</text>\n$&',
  ],
];

/**
 * Marks whatever leaves a sandbox: a header on every answer, a note on every page and picture, and a word in the name of
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
    const note = NOTES.find(([media]) => type.startsWith(media));
    if (note === undefined) return payload;
    // pages are made whole and are small, also where they leave as a stream
    const page = payload instanceof Readable ? await text(payload) : payload;
    if (typeof page !== 'string') return payload;
    const marked = page.replace(note[1], note[2]);
    reply.header('content-length', Buffer.byteLength(marked));
    return marked;
  });
}
