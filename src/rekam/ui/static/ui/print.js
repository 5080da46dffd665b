/* A button with data-print opens the browser's own print window; without this file it stays hidden, and the
   browser's menu prints. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });
})();
