import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { TestOffice } from './office.js';
import { openTestOffice, signInAs } from './office.js';

let office: TestOffice;
let page: Page;
let member: string;

beforeAll(async () => {
  office = await openTestOffice({ program: segmentProgram });
  member = await enrolMember(office);
  await runDue(office.house);
  await buy(office, member, 1_500);
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'xiao', await office.operator('xiao', ['operator']));
});
afterAll(() => office.close());

describe('the page of a member', () => {
  it('says why it is in a segment, and why it is not in another, with what would help', async () => {
    await page.goto(`${office.server.url}/admin/resources/members/records/${member}/show`);
    const chosen = page.locator('select[name=whySegment]');
    const told = page.locator('.why-segment');
    await chosen.selectOption('seg_new');
    await told.getByText('符合条件。').waitFor();
    await chosen.selectOption('seg_active');
    await told.getByText('排在前面的各层').waitFor();
    await chosen.selectOption('seg_other');
    await told.getByText('“New”排在前面').waitFor();
    expect(await told.locator('.tree').count()).toBeGreaterThan(2);
    await chosen.selectOption('seg_busy');
    await told.getByText('会员可以做').or(told.getByText('再下3单')).first().waitFor();
    const picture = process.env['LAUREL_PICTURES'];
    if (picture) await page.locator('section.panel', { has: told }).screenshot({ path: `${picture}/why-segment.png` });
    expect(office.complaints).toEqual([]);
  });
});
