/** The back office: AdminJS over the tables of the house. It reads on its own and changes things only as everybody does. */
import type { RequestListener } from 'node:http';
import type { OpenBackOffice } from '../src/app/back-office.js';
import { described } from '../src/kernel/graphql/masking.js';
import { answerFailure } from './door/failure.js';

/**
 * Answers below /admin. What it is made of takes seconds to load, so it is loaded when somebody comes for the first time,
 * and nobody else waits for it.
 */
export const openBackOffice: OpenBackOffice = (house, ask, options) => {
  let opening: Promise<RequestListener> | null = null;
  const open = async (): Promise<RequestListener> => {
    const { openDoor } = await import('./door/door.js');
    return openDoor(house, ask, options);
  };
  return (request, response) => {
    opening ??= open();
    opening.then(
      (listener) => listener(request, response),
      (error: unknown) => {
        opening = null; // whoever comes next tries again
        house.log.error({ error: described(error) }, 'The back office could not be opened');
        answerFailure(response);
      },
    );
  };
};
