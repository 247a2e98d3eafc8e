import pg from 'pg';

const client = new pg.Client();
await client.connect();

export default async function render(report) {
  await client.query('BEGIN');
  await client.query('INSERT INTO reports VALUES ($1)', [report.id]);
  await client.query('COMMIT');
  return report.id;
}
