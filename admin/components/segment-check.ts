import { useEffect, useState } from 'react';
import { askTable, leadToDoor } from './api';
import type { Checked } from './segment-told';

const PAUSE_MS = 500;

/** What the server says of something being written, once whoever writes pauses; null until then. Only the last question counts. */
export function useCheck(asked: object | null): Checked | null {
  const text = asked ? JSON.stringify(asked) : '';
  const [answer, setAnswer] = useState<{ readonly text: string; readonly checked: Checked } | null>(null);
  useEffect(() => {
    if (!text) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      askTable<Checked>('segments', 'check', {}, { asked: text }).then((checked) => {
        if (isCurrent) setAnswer({ text, checked });
      }, leadToDoor);
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text]);
  return answer?.text === text ? answer.checked : null;
}
