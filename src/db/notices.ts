import type { Clock } from '../base/clock.ts';
import { type Listener, listen } from './listen.ts';

/** What the database tells those who listen. */
export type Channel = 'lotline_work' | 'lotline_jobs' | 'lotline_n8n' | 'lotline_live';

/** Someone who wants to hear of something. */
export interface Interest {
  readonly channels: readonly Channel[];
  readonly onNotice: (channel: string, payload: string) => void;
  /** Called each time listening starts anew: anything may have been missed, so look for yourself. */
  readonly onConnect?: () => void;
  readonly onLost?: (error: Error) => void;
}

/** The one listening connection of a process, shared by all parts that want to hear of something. */
export interface Notices {
  /** Hears from now until stopped. The connection is opened for the first of them and closed after the last. */
  subscribe(interest: Interest): Listener;
  /** True while notices arrive; while they do not, those who wait for them have to look for themselves. */
  readonly listening: boolean;
}

export interface NoticesOptions {
  readonly url: string;
  /** Everything that any part of this process subscribes to. */
  readonly channels: readonly Channel[];
  readonly clock: Clock;
}

export function createNotices({ url, channels, clock }: NoticesOptions): Notices {
  const interests = new Set<Interest>();
  let listener: Listener | undefined;
  let connected = false;

  function open(): Listener {
    return listen({
      url,
      channels,
      clock,
      onConnect() {
        connected = true;
        for (const interest of interests) interest.onConnect?.();
      },
      onLost(error) {
        connected = false;
        for (const interest of interests) interest.onLost?.(error);
      },
      onNotice(channel, payload) {
        for (const interest of interests) {
          if (interest.channels.some((own) => own === channel)) interest.onNotice(channel, payload);
        }
      },
    });
  }

  return {
    subscribe(interest) {
      const missing = interest.channels.find((channel) => !channels.includes(channel));
      if (missing !== undefined) throw new Error(`this process does not listen to ${missing}`);
      interests.add(interest);
      listener ??= open();
      return {
        async stop() {
          if (!interests.delete(interest) || interests.size > 0) return;
          const last = listener;
          listener = undefined;
          connected = false;
          await last?.stop();
        },
      };
    },
    get listening() {
      return connected;
    },
  };
}
