import type { Subscription } from '../kernel/module.js';

/**
 * Compiles a newly applied program in the process that delivers, before the first request needs it there, and says so in
 * the log. Other processes notice by themselves: every drain asks which version is current. The sandbox, if there is one,
 * follows as soon as somebody looks into it.
 */
export const followProgram: Subscription = {
  name: 'program.follow',
  types: ['program.applied'],
  async deliver(house, letter) {
    const { hash } = await house.programs.reload(house.database.reader);
    await house.sandbox?.existing();
    house.log.info({ letter: letter.id, applied: letter.payload['hash'], following: hash }, 'The program has changed');
  },
};
