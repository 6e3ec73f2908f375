/** Settings of a PostgreSQL for tests: they need atomicity, not durability through a power cut. */
export const testSettings = { fsync: 'off', full_page_writes: 'off', max_connections: '300' }
