// Reads the office's QR code with the laptop's camera; without one it is typed or pasted.
"use strict";
(() => {
  const WIDEST = 640; // a code that fills a third of the picture is still read, and an old laptop keeps up
  const form = document.querySelector("[data-pair]");
  if (!form || !navigator.mediaDevices) return;
  const button = form.querySelector("[data-pair-scan]");
  const video = form.querySelector("[data-pair-camera]");
  const none = form.querySelector("[data-pair-none]");
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  button.hidden = false;

  const read = () => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    const [width, height] = [video.videoWidth, video.videoHeight].map((side) => Math.round(side * scale));
    Object.assign(pen.canvas, { width, height });
    pen.drawImage(video, 0, 0, width, height);
    const code = jsQR(pen.getImageData(0, 0, width, height).data, width, height);
    return code && code.data;
  };

  button.addEventListener("click", async () => {
    const camera = { video: { facingMode: "environment" } };
    const stream = await navigator.mediaDevices.getUserMedia(camera).catch(() => null);
    none.hidden = Boolean(stream);
    if (!stream) return;
    button.disabled = true;
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const look = () => {
      const text = read();
      if (!text) return setTimeout(look, 100);
      stream.getTracks().forEach((track) => track.stop());
      form.elements.text.value = text;
      form.requestSubmit();
    };
    look();
  });
})();
