/* Keys press the buttons that show them: data-key="Enter", "Control+Enter", " ", "p". Without this file every act
   still works by Tab and Enter. A letter typed into a field stays a letter. */
(function () {
  "use strict";

  function typing(target) {
    return target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  }

  function name(event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return (event.ctrlKey ? "Control+" : "") + (event.altKey ? "Alt+" : "") + key;
  }

  function pressable(key) {
    var found = document.querySelectorAll("[data-key]");
    for (var i = 0; i < found.length; i++) {
      if (found[i].dataset.key.toLowerCase() === key.toLowerCase() && !found[i].disabled) return found[i];
    }
    return null;
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.repeat || event.metaKey || event.isComposing) return;
    var key = name(event);
    var plain = !event.ctrlKey && key !== "Escape" && !/^F\d+$/.test(key);
    if (plain && typing(event.target)) return;
    if ((key === "Enter" || key === " ") && event.target.closest("a, button, summary")) return;
    var act = pressable(key);
    if (!act) return;
    event.preventDefault();
    if (act.matches("input[type=radio]")) act.focus();
    act.click();
  });
})();
