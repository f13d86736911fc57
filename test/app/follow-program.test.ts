import { expect, it } from '@jest/globals';
import { deliverDue } from '../../src/kernel/relay.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { openBeside, openTestHouse } from '../support/house.js';
import { testProgram } from '../support/program.js';

it('a program that another process applied is compiled where letters are delivered, before anybody asks', async () => {
  const test = await openTestHouse();
  const beside = await openBeside(test);
  const before = test.house.programs.current().hash;
  const { value } = await write(beside, { caller: test.caller, members: [] }, (session) =>
    applyProgram(session, { ...testProgram, campaigns: [] }).then(({ hash }) => hash),
  );
  expect(test.house.programs.current().hash).toBe(before);
  expect(await deliverDue(test.house)).toBe(1);
  expect(test.house.programs.current().hash).toBe(value);
  await beside.database.close();
  await test.close();
});
