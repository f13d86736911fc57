import type { Locale } from '../../src/kernel/refusal.js';
import { LANGUAGES, textsIn } from '../locale/texts.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

interface Said {
  readonly locale: Locale;
  /** A sentence above the form: what went wrong, or what is to be done. */
  readonly problem?: string | undefined;
}

/** Where one signs in. */
export function signInPage({ locale, problem, login = '' }: Said & { readonly login?: string }): string {
  const { door } = textsIn(locale);
  return page(
    { locale, title: door.signIn, problem },
    `<form method="post" action="/admin/login">
${field(door.login, 'login', 'text', `autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="120" value="${escaped(login)}"${login ? '' : ' autofocus'}`)}
${field(door.password, 'password', 'password', `autocomplete="current-password" maxlength="200"${login ? ' autofocus' : ''}`)}
<button type="submit">${escaped(door.signIn)}</button>
</form>`,
  );
}

/** Where one gives oneself another password. */
export function passwordPage({ locale, problem }: Said): string {
  const { door } = textsIn(locale);
  return page(
    { locale, title: door.changePassword, problem },
    `<form method="post" action="/admin/password">
${field(door.currentPassword, 'currentPassword', 'password', 'autocomplete="current-password" maxlength="200" autofocus')}
${field(door.newPassword, 'newPassword', 'password', 'autocomplete="new-password" maxlength="200"')}
<p class="hint">${escaped(door.passwordHint)}</p>
${field(door.newPasswordAgain, 'again', 'password', 'autocomplete="new-password" maxlength="200"')}
<button type="submit">${escaped(door.changePassword)}</button>
</form>
<form method="post" action="/admin/logout" class="quiet"><button type="submit">${escaped(door.signOut)}</button></form>`,
  );
}

/** One sentence and nothing to do. */
export function sentencePage({ locale, problem }: Said): string {
  return page({ locale, title: textsIn(locale).door.title, problem }, '');
}

function field(label: string, name: string, type: string, attributes: string): string {
  return `<label>${escaped(label)}<input name="${name}" type="${type}" required ${attributes}></label>`;
}

function page({ locale, title, problem }: Said & { readonly title: string }, body: string): string {
  const { door } = textsIn(locale);
  const languages = Object.entries(LANGUAGES).map(
    ([code, name]) =>
      `<button type="submit" name="locale" value="${code}" lang="${code}"${code === locale ? ' aria-current="true"' : ''}>${name}</button>`,
  );
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${escaped(`${title} · ${door.title}`)}</title>
<style>${STYLE}</style>
<main>
<h1><span>Laurel</span>${escaped(title)}</h1>
${problem ? `<p role="alert">${escaped(problem)}</p>` : ''}
${body}
</main>
<form method="post" action="/admin/language" class="languages" aria-label="${escaped(door.language)}">${languages.join('')}</form>
</html>
`;
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:1.5rem;padding:1rem;background:#f2f5f1;color:#1d2a22;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{width:100%;max-width:23rem;background:#fff;padding:2rem;border-radius:12px;box-shadow:0 6px 30px #1d2a221a}
h1{margin:0 0 1.5rem;font-size:1.35rem;line-height:1.3}
h1 span{display:block;font-size:.85rem;letter-spacing:.12em;text-transform:uppercase;color:#2f6b45}
label{display:block;margin-bottom:1rem;font-size:.9rem;color:#44534a}
input{display:block;width:100%;margin-top:.25rem;padding:.6rem .75rem;font:inherit;color:inherit;border:1px solid #b9c6bd;border-radius:8px}
input:focus,button:focus-visible{outline:2px solid #2f6b45;outline-offset:1px}
main button{width:100%;margin-top:.25rem;padding:.7rem;font:inherit;font-weight:600;color:#fff;background:#2f6b45;border:0;border-radius:8px;cursor:pointer}
main button:hover{background:#255537}
main .quiet button{margin-top:.75rem;background:none;color:#44534a;font-weight:400}
.hint{margin:-.5rem 0 1rem;font-size:.8rem;color:#5d6b62}
[role=alert]{margin:0 0 1.25rem;padding:.7rem .9rem;background:#fdf0ee;color:#8d2a1d;border-radius:8px;font-size:.9rem}
.languages button{padding:.3rem .7rem;font:inherit;font-size:.85rem;color:#44534a;background:none;border:0;border-radius:6px;cursor:pointer}
.languages [aria-current]{color:#2f6b45;font-weight:600}
`;
