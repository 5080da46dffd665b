// Reads a QR code with the camera or out of a picture. Nothing leaves the browser.
// The page that uses it needs 'wasm-unsafe-eval' in its script-src.

import { prepareZXingModule, readBarcodes } from "./zxing/reader/index.js";

const WIDEST = 1280; // a dense code needs some 3.5 pixels a module; more only takes time
const PAUSE = 80; // milliseconds between two looks, so that the telephone stays cool
const HOW = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true };

// Gets the reader ready, from the files beside this one (the package's own default is a server of strangers).
export function prepare() {
  const locateFile = (name) => new URL(`zxing/reader/${name}`, import.meta.url).href;
  return prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
}

// The text of the QR code in a picture (File, Blob or ImageData); null where there is none.
export async function readPicture(picture) {
  const [found] = await readBarcodes(picture, HOW);
  return found?.isValid ? found.text : null;
}

// Shows the camera in a <video> and hands over the first text; aborting the signal ends it.
// Answers null where it was stopped; raises what getUserMedia raises (NotAllowedError, NotFoundError, ...).
export async function scan(video, { signal }) {
  const camera = { video: { facingMode: "environment", width: { ideal: 1920 } } };
  const stream = await navigator.mediaDevices.getUserMedia(camera);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const text = await readPicture(frame(video, pen));
      if (text !== null) return text;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}

function frame(video, pen) {
  const scale = Math.min(1, WIDEST / video.videoWidth);
  const [width, height] = [video.videoWidth, video.videoHeight].map((side) => Math.max(1, Math.round(side * scale)));
  Object.assign(pen.canvas, { width, height });
  pen.drawImage(video, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height);
}
