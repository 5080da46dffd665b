/* The signature pad: draws with a pen, a finger or the mouse, and sends a PNG with the form. */
(function () {
  "use strict";
  var form = document.querySelector("[data-signature]");
  if (!form) return;
  var pad = form.querySelector("canvas");
  var field = form.querySelector("input[name=drawn]");
  var keep = form.querySelector("button[value=keep]");
  var forward = form.querySelector("a[data-key=Enter]");
  var pen = pad.getContext("2d");
  var drawing = false;
  var drawn = false;
  pad.hidden = false;
  pen.lineWidth = 4;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "#000";

  function place(event) {
    var box = pad.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * pad.width) / box.width,
      ((event.clientY - box.top) * pad.height) / box.height,
    ];
  }

  pad.addEventListener("pointerdown", function (event) {
    var at = place(event);
    drawing = true;
    drawn = true;
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(at[0], at[1]);
    pen.lineTo(at[0] + 0.1, at[1]);
    pen.stroke();
    event.preventDefault();
  });
  pad.addEventListener("pointermove", function (event) {
    if (!drawing) return;
    var at = place(event);
    pen.lineTo(at[0], at[1]);
    pen.stroke();
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    pad.addEventListener(name, function () {
      drawing = false;
    });
  });
  // Going on must not lose what was just drawn.
  forward.addEventListener("click", function (event) {
    if (!drawn) return;
    event.preventDefault();
    keep.click();
  });
  form.addEventListener("submit", function () {
    field.value = drawn ? pad.toDataURL("image/png") : "";
  });
})();
