// Sends a photographed paper in parts and goes on after a break (tus 1.0). Without this file, or where the
// browser lacks something, the form is sent as it is.
"use strict";

const VERSION = { "Tus-Resumable": "1.0.0" };
const LONGEST_SIDE = 2000; // pixels: what the server keeps of a picture
const WORTH_SHRINKING = 400 * 1024;
const SMALLEST_PART = 32 * 1024;
const LARGEST_PART = 512 * 1024;
const PART_SECONDS = 4;
const LONGEST_PAUSE = 30;
const GO_ON = new Set([0, 408, 409, 423, 429, 502, 503, 504]); // 0 = no answer

class Refused extends Error {}

const form = document.querySelector("form[data-parts]");
if (form && window.fetch && window.crypto && crypto.subtle) {
  form.addEventListener("submit", (event) => {
    const file = form.elements.sheet.files[0];
    if (!file || file.size === 0) return;
    event.preventDefault();
    send(file).catch((error) => {
      if (error instanceof Refused) return told(error.message, true);
      form.submit();
    });
  });
}

async function send(file) {
  lock(true);
  const sheet = await shrunk(file);
  const hash = hex(await crypto.subtle.digest("SHA-256", await sheet.arrayBuffer()));
  let pause = 1;
  for (;;) {
    try {
      await sendParts(sheet, hash, () => { pause = 1; });
      location.assign(location.pathname);
      return;
    } catch (error) {
      if (error instanceof Refused || !(error instanceof TypeError || error.again)) throw error;
      told(form.dataset.waiting, false);
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

async function sendParts(sheet, hash, moved) {
  const begun = await ask("POST", form.dataset.parts, {
    "Upload-Length": String(sheet.size),
    "Upload-Metadata": `sha256 ${btoa(hash)}`,
  });
  const address = begun.headers.get("Location");
  let offset = Number(begun.headers.get("Upload-Offset"));
  let part = SMALLEST_PART * 2;
  while (offset < sheet.size) {
    told(`${form.dataset.sending} ${Math.floor((100 * offset) / sheet.size)} %`, false);
    const since = performance.now();
    const answer = await ask("PATCH", address, {
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
    }, sheet.slice(offset, offset + part));
    const seconds = (performance.now() - since) / 1000;
    offset = Number(answer.headers.get("Upload-Offset"));
    part = Math.max(SMALLEST_PART, Math.min(LARGEST_PART, Math.round((part * PART_SECONDS) / Math.max(seconds, 0.1))));
    moved();
  }
}

async function ask(method, address, headers, body) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(address, {
    method, body, redirect: "manual", headers: { ...VERSION, ...headers, "X-CSRFToken": token },
  });
  if (answer.ok) return answer;
  if (GO_ON.has(answer.status) && !(await isFinal(answer))) throw Object.assign(new Error(), { again: true });
  const type = answer.headers.get("Content-Type") || "";
  if (type.startsWith("application/json")) throw new Refused((await answer.json()).message);
  throw new Error(String(answer.status));
}

// A rule's own "no" has the status 409 too; only "the offset is another" is asked again.
async function isFinal(answer) {
  if (answer.status !== 409) return false;
  return (await answer.clone().json()).code !== "upload_offset_wrong";
}

// A photograph of a telephone has more pixels than are kept; the smaller file is sent if it can be made.
async function shrunk(file) {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size < WORTH_SHRINKING || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.8); });
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

function told(text, wrong) {
  const line = form.querySelector("[data-progress]");
  line.hidden = false;
  line.textContent = text;
  line.classList.toggle("govuk-error-message", wrong);
  if (wrong) lock(false);
}

function lock(locked) {
  form.querySelector("button[type=submit]").disabled = locked;
}

function sleep(seconds) {
  return new Promise((done) => { setTimeout(done, seconds * 1000); });
}

function hex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
