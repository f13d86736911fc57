import type { WriteSession } from '../../kernel/session.js';
import { takeBackFor } from '../../kernel/undoing.js';
import { reverse } from './operations.js';

interface Undo {
  readonly memberId: string;
  readonly brandId: string;
  readonly transferId: string;
  readonly reason: string;
}

/**
 * Reverses a transfer because somebody says so: what these points paid for is taken back with it, or it is refused, so that
 * nobody has both. Refuses as `reverse` does, and as whoever gave something for them. Answers the activity.
 */
export async function undo(session: WriteSession, order: Undo): Promise<string> {
  const { transferId, memberId, brandId, reason } = order;
  const id = await reverse(session, order);
  await takeBackFor(session, 'trf', { id: transferId, memberId, brandId, reason });
  return id;
}
