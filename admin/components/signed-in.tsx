import React from 'react';
import { plain } from './format';
import { session, texts } from './page-state';
import { Sheet } from './parts';
import { STYLE } from './style';

const LANGUAGES = { 'zh-CN': '简体', 'zh-TW': '繁體', en: 'English' };

/** Who is signed in; another language; the way out. Each is a form of its own, so that nothing happens by a link. */
export default function SignedIn() {
  const { email, title, locale } = session();
  const { door } = texts();
  return (
    <Sheet>
      <style>{STYLE}</style>
      <div className="row signed-in">
        <form method="post" action="/admin/language" className="row" aria-label={door.language}>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <button
              key={code}
              type="submit"
              name="locale"
              value={code}
              className="link"
              style={code === locale ? { fontWeight: 600 } : { color: '#5d6b62' }}
            >
              {name}
            </button>
          ))}
        </form>
        <span className="who">
          <bdi>{plain(email)}</bdi> <span className="soft">{plain(title)}</span>
        </span>
        <a href="/admin/password">{door.changePassword}</a>
        <form method="post" action="/admin/logout">
          <button type="submit" className="act">
            {door.signOut}
          </button>
        </form>
      </div>
    </Sheet>
  );
}
