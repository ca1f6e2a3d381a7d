import { mayOfferNotices, turnNotices } from '../data/notices.ts';
import { words } from '../words.ts';
import { tell } from './toast.tsx';

const said = words.notifications;
/** Long enough to be read after what else is said, and out of the way before long. */
const SHOWN_MS = 20_000;

/**
 * Offers, after the first start of something that takes its time, to tell of its end in this browser. The browser's own
 * question comes only when somebody says yes, and this one is asked once.
 */
export function offerNotices(): void {
  if (!mayOfferNotices()) return;
  const accept = async () => tell({ title: (await turnNotices(true)) ? said.browserOn : said.browserDenied });
  tell({
    title: said.browserOffer,
    action: { name: said.browserOfferYes, run: () => void accept() },
    shownMs: SHOWN_MS,
  });
}
