import type { Connection } from 'mysql2/promise';

const FAR_MS = 3_600_000;

/**
 * Keeps the product's relay from delivering: the floor has none, and both sides are measured and compared on what they
 * do until they answer. Anybody may hold the lease of the relay; the bench does.
 */
export async function holdRelay(admin: Connection): Promise<void> {
  await admin.query(
    "INSERT INTO leases (name, owner, until) VALUES ('relay', 'bench', ?) ON DUPLICATE KEY UPDATE owner = VALUES(owner), until = VALUES(until)",
    [Date.now() + FAR_MS],
  );
}

/** Letters nobody will ask for again; left lying, they would make every later round slower than the one before. */
export async function emptyOutbox(admin: Connection): Promise<void> {
  await admin.query('DELETE FROM outbox');
}
