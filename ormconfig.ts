import { readConfig } from './src/app/config.js';
import { openDatabase } from './src/app/house.js';

/** The data source of `DATABASE_URL`, for TypeORM's own tools; Laurel itself opens it the same way. */
export default (await openDatabase(readConfig())).source;
