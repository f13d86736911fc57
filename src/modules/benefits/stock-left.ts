import type { Loading } from '../../kernel/graphql/loaders.js';
import { stockLeft } from './stock.js';

/** Units left by benefit. */
export const leftOf: Loading<string, number> = { read: ({ session }, benefits) => stockLeft(session.sql, benefits) };
