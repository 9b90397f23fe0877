// npm start: from a fresh clone to a running server. Plain Node, and an old one gets a plain message.
import './launch/require-node.mjs';

const { start } = await import('./launch/start.mjs');
await start();
