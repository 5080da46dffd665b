/* While a plan is searched for: asks every second how far it is, and shows the page anew once it is over. Without
   this file the page loads itself again every few seconds. */
(function () {
  "use strict";

  function show(now, text) {
    var made = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
    if (made && made.textContent !== now.textContent && !now.contains(document.activeElement)) now.replaceWith(made);
  }

  function look() {
    var now = document.querySelector("[data-progress]");
    fetch(now.dataset.progress).then(function (answer) {
      if (answer.status === 204) return location.reload();
      if (!answer.ok) throw new Error(answer.status);
      return answer.text().then(function (text) {
        show(now, text);
        setTimeout(look, 1000);
      });
    }).catch(function () { setTimeout(look, 5000); });
  }

  setTimeout(look, 1000);
})();
