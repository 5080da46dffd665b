// What a reader refuses, by the codes of docs/reference/credentials.md; anything else that is thrown is a bug.

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.name = "Refused";
    this.code = code;
  }
}

export const refuse = (code) => {
  throw new Refused(code);
};
