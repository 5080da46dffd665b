// Judges read the machine's clock; what was written for another day is judged on that day.
const Now = Date;

export function at(iso) {
  const then = Now.parse(iso);
  globalThis.Date = class extends Now {
    constructor(...given) {
      super(...(given.length ? given : [then]));
    }
    static now() {
      return then;
    }
  };
}
