/* Enter leads to the next line, as on a number pad; on the last one it sends the form. Tab works without this file. */
(function () {
  "use strict";

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !event.target.matches("[data-next-line]")) return;
    var lines = Array.prototype.slice.call(document.querySelectorAll("[data-next-line]"));
    var next = lines[lines.indexOf(event.target) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
})();
