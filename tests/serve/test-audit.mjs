// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of graphql-http: what the specification of GraphQL over HTTP demands and advises.

import { serverAudits } from "graphql-http";

import { diagnose, main, test } from "../gql/reference/tap.mjs";
import { newFile, serve } from "./program.mjs";

const file = newFile();
const readOnly = await serve(file);
const writable = await serve(file, "--writable");

for (const [name, server] of Object.entries({ "read-only": readOnly, writable })) {
  for (const audit of serverAudits({ url: `${server.url}/graphql`, fetchFn: fetch })) {
    test(`${name}: ${audit.id} ${audit.name}`.replaceAll("#", ""), async () => {
      const result = await audit.fn();
      if (result.status === "ok") return;
      const advice = `${result.status}: ${result.reason}`;
      // What a server may do is its own affair.
      if (result.status === "notice") diagnose(advice);
      else throw new Error(advice);
    });
  }
}

test("both servers end well", async () => {
  for (const server of [readOnly, writable]) {
    const status = await server.stop();
    if (status !== 0) throw new Error(`a server ended with ${status}`);
  }
});

await main();
