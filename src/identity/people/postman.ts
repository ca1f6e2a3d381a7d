import type { Config } from '../../base/config.ts';
import type { Log } from '../../base/log.ts';

/** Longest wait for a mail server at each step, in ms. */
const WAIT_MS = 10_000;

/** A letter with one link in it. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** What stands before the link, in a sentence or two. */
  readonly text: string;
  readonly link: string;
  /** How long the link works: `7 days`. */
  readonly goodFor: string;
}

/** How a letter left: by mail, shown to whoever runs the server, or not at all. */
export type Delivery = 'email' | 'log' | 'failed';

/** A letter without a secret: that something happened. */
export type Notice = Pick<Letter, 'to' | 'subject' | 'text'>;

/** Never throws: what went wrong stands in the log. */
export interface Postman {
  send(letter: Letter): Promise<Delivery>;
  /** Without a mail server nothing is written anywhere: what happened stands in the log as it is. */
  tell(notice: Notice): Promise<Delivery>;
}

/**
 * Sends letters through the mail server that is set; without one, `show` gets the link with a sentence. That line is
 * the one place where a secret is written out: who reads a server's output may do more than the link allows. Letters of
 * a sandbox say so in their subject.
 */
export function createPostman(
  mail: Config['mail'],
  log: Pick<Log, 'error' | 'info'>,
  show: (line: string) => void,
  sandbox = false,
): Postman {
  if (mail === undefined) {
    return {
      async send({ to, subject, link, goodFor }) {
        const sentence = `No mail server is set (LOTLINE_SMTP_URL), so here is the link for ${to}: ${subject}. It works once, for ${goodFor}.`;
        show(JSON.stringify({ level: 'warn', time: new Date().toISOString(), link, msg: sentence }));
        return 'log';
      },
      tell: async () => 'log',
    };
  }
  const post = async ({ to, subject, text }: Notice): Promise<Delivery> => {
    try {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        url: mail.url,
        connectionTimeout: WAIT_MS,
        greetingTimeout: WAIT_MS,
        socketTimeout: WAIT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({
          from: mail.from,
          to: { name: '', address: to },
          subject: sandbox ? `[Sandbox] ${subject}` : subject,
          text,
        });
      } finally {
        transport.close();
      }
      log.info({ subject }, 'a letter was handed to the mail server');
      return 'email';
    } catch (error) {
      log.error({ err: error }, 'a letter could not be sent; check LOTLINE_SMTP_URL');
      return 'failed';
    }
  };
  return {
    send: ({ to, subject, text, link, goodFor }) =>
      post({
        to,
        subject,
        text: `${text}\n\n${link}\n\nThe link works once, for ${goodFor}. If you did not expect this letter, leave it be.\n`,
      }),
    tell: post,
  };
}
