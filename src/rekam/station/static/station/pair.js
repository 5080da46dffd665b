// Scans the invitation where the browser can; everywhere else it is typed or pasted.
"use strict";
(() => {
  const form = document.querySelector("[data-pair]");
  if (!form || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const button = form.querySelector("[data-pair-scan]");
  const video = form.querySelector("[data-pair-camera]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
    if (!stream) return;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const look = async () => {
      const [code] = await detector.detect(video).catch(() => []);
      if (!code) return requestAnimationFrame(look);
      stream.getTracks().forEach((track) => track.stop());
      form.elements.text.value = code.rawValue;
      return form.requestSubmit();
    };
    look();
  });
})();
