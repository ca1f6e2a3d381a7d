import { useState } from 'react';
import { noticesPossible, turnNotices, useNoticesOn } from '../../data/notices.ts';
import { CheckInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';

const said = words.notifications;

/** Whether this browser speaks up by itself; it is asked for its leave when this is ticked, not before. */
export function BrowserNotices() {
  const on = useNoticesOn();
  const [denied, deny] = useState(false);
  if (!noticesPossible()) return null;
  const turn = async (wanted: boolean) => deny(wanted && !(await turnNotices(wanted)));
  return (
    <CheckInput
      label={said.browser}
      hint={denied ? said.browserDenied : said.browserHint}
      checked={on}
      onChange={({ currentTarget: { checked } }) => void turn(checked)}
    />
  );
}
