// zlib with a limit, so that a few bytes do not become many.

import { joined } from "./bytes.js";
import { refuse } from "./refused.js";

// What a whole zlib stream holds, with nothing behind it; `most` bytes may come out.
export async function inflate(data, { most }) {
  const reader = through(data, new DecompressionStream("deflate")).getReader();
  const pieces = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => refuse("credential_malformed"));
    if (done) return joined(...pieces);
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => null); // the stream may already have failed; it is too large all the same
      refuse("credential_too_large");
    }
    pieces.push(value);
  }
}

export async function deflate(data) {
  const packed = through(data, new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const through = (data, stream) => new Blob([data]).stream().pipeThrough(stream);
