/**
 * Settings of a PostgreSQL for tests: they need atomicity, not durability through a power cut, and nothing that happens by itself in
 * the middle of one (two hundred databases are looked through for dead rows, and statistics change under a plan).
 */
export const testSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  bgwriter_lru_maxpages: '0',
  max_connections: '300',
}
