// What a skill shows besides itself; names as tokens, so in their canonical form (see aliases.ts).
const IMPLIED = `
  postgresql mysql mssql oracle mariadb sqlite pl/sql snowflake redshift bigquery: sql
  mongodb cassandra dynamodb redis couchdb: nosql
  react angular vue nodejs nextjs express typescript jquery svelte: javascript
  django flask pandas numpy scikit-learn pytorch tensorflow fastapi: python
  pytorch tensorflow keras scikit-learn: machine learning
  spring hibernate: java
  rails: ruby
  laravel symfony: php
  asp.net: .net c#
  kubernetes: docker
  ec2 s3 lambda cloudformation: aws
  jenkins: ci/cd
  photoshop illustrator indesign: adobe
  quickbooks: accounting
`;

const BY_TOKEN = new Map<string, string[]>();
for (const line of IMPLIED.trim().split("\n")) {
  const [names, shown] = line.trim().split(": ");
  for (const name of names.split(" ")) {
    BY_TOKEN.set(name, [...BY_TOKEN.get(name) ?? [], ...shown.split(" ")]);
  }
}

/** The tokens of what a skill shows besides itself: PostgreSQL shows SQL, React shows JavaScript. */
export function impliedBy(token: string): readonly string[] {
  return BY_TOKEN.get(token) ?? [];
}
