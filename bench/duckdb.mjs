// duckdb.mjs - the embedded analytic engine as a peer: reads a CSV into text columns with one thread.
//   node duckdb.mjs MODULES CSV      MODULES: a node_modules directory that holds @duckdb/node-api
import { createRequire } from "node:module";
const [modules, csv] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + "/")("@duckdb/node-api");
const database = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await database.connect();
await connection.run(`CREATE TABLE t AS SELECT * FROM read_csv('${csv.replaceAll("'", "''")}', all_varchar = true, header = true)`);
const result = await connection.runAndReadAll("SELECT count(*) FROM t");
console.log(String(result.getRows()[0][0]));
