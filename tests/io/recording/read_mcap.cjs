// Reads an MCAP file with @mcap/core by its index and as a stream, all checksums checked, and
// prints what it found as JSON.
const fs = require('fs');
const {McapIndexedReader, McapStreamReader} = require('@mcap/core');
const fzstd = require('fzstd');

const decompressHandlers = {
  zstd: (data, size) => fzstd.decompress(data, new Uint8Array(Number(size))),
};
const bytes = fs.readFileSync(process.argv[2]);
const readable = {
  size: async () => BigInt(bytes.length),
  read: async (at, size) => new Uint8Array(bytes.subarray(Number(at), Number(at + size))),
};

async function byIndex() {
  const reader = await McapIndexedReader.Initialize({readable, decompressHandlers});
  const found = {topics: [], texts: [], times: [], messages: Number(reader.statistics.messageCount),
                 chunks: reader.statistics.chunkCount};
  for (const channel of reader.channelsById.values()) found.topics.push(channel.topic);
  for await (const message of reader.readMessages({validateCrcs: true})) {
    found.texts.push(Buffer.from(message.data).toString('latin1'));
    found.times.push(String(message.logTime));
  }
  return found;
}

function asStream() {
  const reader = new McapStreamReader({validateCrcs: true, decompressHandlers});
  reader.append(bytes);
  const types = {};
  for (let record; (record = reader.nextRecord()) !== undefined;) {
    types[record.type] = (types[record.type] || 0) + 1;
  }
  return {types, done: reader.done()};
}

byIndex().then((indexed) => console.log(JSON.stringify({indexed, streamed: asStream()})));
