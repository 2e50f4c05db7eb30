// SPDX-License-Identifier: GPL-3.0-or-later
// The peer over HTTP, as graphql-http's own description has it: node peer-serve.mjs FILE SDL

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

import { createHandler } from "graphql-http/lib/use/http";

import { Peer } from "./peer-schema.mjs";

const [file, sdl] = process.argv.slice(2);
const peer = new Peer(file, readFileSync(sdl, "utf8"));
const server = createServer(createHandler({ schema: peer.schema, context: () => peer.context() }));

process.on("SIGTERM", () => process.exit(0));
server.listen(0, "127.0.0.1", () => console.log(`Listening at http://127.0.0.1:${server.address().port}/graphql`));
