import type { Request, Response } from 'express';
import type { Ask } from '../../src/app/back-office.js';
import type { House } from '../../src/kernel/house.js';
import type { Office } from '../office.js';
import type { Visit } from './visit.js';
import { assetFile } from './assets.js';
import { deskFor } from './desk-for.js';

export interface Room {
  readonly enter: (request: Request, response: Response, visit: Visit) => Promise<void>;
  readonly asset: (request: Request, response: Response) => Promise<void>;
}

/** What is behind the door. AdminJS takes seconds to load: it is, while somebody types a password. */
export function roomBehind(house: House, ask: Ask): Room {
  let opening: Promise<Office> | null = null;
  const open = (): Promise<Office> => {
    opening ??= import('../office.js').then(({ openOffice }) => openOffice(house));
    opening.catch(() => (opening = null)); // whoever comes next tries again
    return opening;
  };
  setImmediate(() => void open().catch(() => undefined));
  return {
    async enter(request, response, visit) {
      const office = await open();
      await office.answer(
        request,
        response,
        deskFor(house, ask, visit, String(response.getHeader('x-request-id') ?? '')),
        visit,
      );
    },
    async asset(request, response) {
      const file = assetFile(String(request.params['file'] ?? ''));
      if (!file) {
        response.status(404).end();
        return;
      }
      response.setHeader('cache-control', 'private, max-age=0, must-revalidate');
      await new Promise<void>((resolve) => {
        response.sendFile(file, { dotfiles: 'allow', lastModified: true, cacheControl: false }, (error) => {
          if (error && !response.headersSent) response.status(404).end();
          resolve();
        });
      });
    },
  };
}
