/**
 * AdminJS's page, made safe to send: data in its scripts cannot end them, only scripts with the nonce run, and nothing is
 * loaded from elsewhere. Throws when the page is not what this was written for, rather than sending it half done.
 */
export function completePage(html: string, nonce: string): string {
  const start = html.indexOf(STATE) + STATE.length;
  const end = html.indexOf(AFTER_STATE, start);
  if (start < STATE.length || end < 0) throw new Error('AdminJS writes its pages in another way now');
  const state = html
    .slice(start, end)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return [html.slice(0, start), html.slice(end)]
    .map((part) => part.replace(FONTS, '').replaceAll('<script', `<script nonce="${nonce}"`))
    .join(state);
}

const STATE = 'window.REDUX_STATE = ';
/** A line break cannot be in JSON, so that no data looks like this. */
const AFTER_STATE = ';\n        window.THEME = ';
const FONTS = /<link rel="stylesheet" href="https:\/\/fonts\.[^>]*>/g;
