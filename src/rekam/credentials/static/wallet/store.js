// What lies in the phone: three tables of IndexedDB. Keys are kept as keys, which no script can read out; all
// that tells of a person is closed before it comes here (vault.js).

const NAME = "dompet";
const VERSION = 1;
export const TABLES = ["device", "keys", "sealed"];

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => TABLES.forEach((table) => asked.result.createObjectStore(table));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run(table, mode, work) {
  const inside = (await database()).transaction(table, mode);
  const asked = work(inside.objectStore(table));
  return new Promise((resolve, reject) => {
    inside.oncomplete = () => resolve(asked?.result);
    inside.onerror = inside.onabort = () => reject(inside.error);
  });
}

export const get = (table, key) => run(table, "readonly", (rows) => rows.get(key));
export const put = (table, key, value) => run(table, "readwrite", (rows) => rows.put(value, key));
export const drop = (table, key) => run(table, "readwrite", (rows) => rows.delete(key));
export const names = (table) => run(table, "readonly", (rows) => rows.getAllKeys());

// Several rows at once: all of them or none.
export const putAll = (table, pairs) =>
  run(table, "readwrite", (rows) => pairs.forEach(([key, value]) => rows.put(value, key)));

// Everything goes: keys first, without which the rest is noise.
export async function wipe() {
  for (const table of TABLES) await run(table, "readwrite", (rows) => rows.clear());
}
