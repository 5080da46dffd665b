// Pages are built of elements, never of text with markup in it.

export function el(name, told = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(told)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const heading = (text) => el("h1", {}, text);
export const note = (...text) => el("p", { class: "note" }, ...text);
export const notice = (...text) => el("div", { class: "inset" }, ...text);
export const button = (text, act, told = {}) => el("button", { type: "button", onclick: act, ...told }, text);
export const second = (text, act) => button(text, act, { class: "second" });
export const link = (text, href, told = {}) => el("a", { href, ...told }, text);

// A list of names and values, without those that are empty.
export const table = (pairs) =>
  el("dl", {}, pairs.filter(([, value]) => value !== "" && value !== null && value !== undefined).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));

// A field with its name, its hint and, later, what is wrong with it.
export function field(name, label, { hint = "", type = "text", ...told } = {}) {
  const described = [hint && `${name}-hint`, `${name}-wrong`].filter(Boolean).join(" ");
  return el(
    "div",
    { class: "field" },
    el("label", { for: name }, label),
    hint ? el("p", { class: "note", id: `${name}-hint` }, hint) : null,
    el("p", { class: "wrong", id: `${name}-wrong`, role: "alert" }),
    told.rows ? el("textarea", { id: name, name, "aria-describedby": described, ...told }) : el("input", { id: name, name, type, "aria-describedby": described, ...told }),
  );
}

export function tellWrong(name, text) {
  const input = document.getElementById(name);
  document.getElementById(`${name}-wrong`).textContent = text;
  input.setAttribute("aria-invalid", text ? "true" : "false");
  if (text) input.focus();
}

// A form whose button cannot be pressed twice.
export function form(act, ...children) {
  return el(
    "form",
    {
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault();
        const pressed = event.target.querySelector("button:not([type=button])");
        if (pressed.getAttribute("aria-disabled") === "true") return;
        pressed.setAttribute("aria-disabled", "true");
        event.target.setAttribute("aria-busy", "true");
        try {
          await act(Object.fromEntries(new FormData(event.target)));
        } finally {
          pressed.removeAttribute("aria-disabled");
          event.target.removeAttribute("aria-busy");
        }
      },
    },
    ...children,
  );
}
