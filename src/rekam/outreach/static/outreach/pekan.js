/* The week's table: arrows choose a stop, whose panel is fetched; G goes to the day to move it to, S to the button
   that announces; a stop dragged to another day is moved there. Without this file links and buttons do it all. */
(function () {
  "use strict";
  var table = document.querySelector("[data-week]");
  if (!table) return;
  var asked = 0;

  function links(inside) {
    return Array.from(inside.querySelectorAll(".r-stop a"));
  }

  function first(cells) {
    for (var i = 0; i < cells.length; i++) {
      var found = cells[i] && links(cells[i]);
      if (found && found.length) return found[0];
    }
    return null;
  }

  function neighbour(link, key) {
    var cell = link.closest("td"), row = cell.parentElement;
    var cells = Array.from(row.cells), rows = Array.from(row.parentElement.rows);
    var column = cells.indexOf(cell), line = rows.indexOf(row);
    if (key === "ArrowRight") return first(cells.slice(column + 1));
    if (key === "ArrowLeft") return first(cells.slice(0, column).reverse());
    var own = links(cell), at = own.indexOf(link), step = key === "ArrowDown" ? 1 : -1;
    if (own[at + step]) return own[at + step];
    var others = step > 0 ? rows.slice(line + 1) : rows.slice(0, line).reverse();
    return first(others.map(function (other) { return other.cells[column]; }));
  }

  function show(link) {
    var mine = ++asked;
    fetch(link.href).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) {
      var panel = new DOMParser().parseFromString(text, "text/html").getElementById("kunjungan");
      if (mine === asked && panel) document.getElementById("kunjungan").replaceWith(panel);
    }).catch(function () { if (mine === asked) location.assign(link.href); });
  }

  function choose(link) {
    table.querySelectorAll(".r-chosen").forEach(function (old) {
      old.classList.remove("r-chosen");
      old.querySelector("a").removeAttribute("aria-current");
    });
    link.parentElement.classList.add("r-chosen");
    link.setAttribute("aria-current", "true");
    link.focus();
    history.replaceState(null, "", link.href);
    show(link);
  }

  function send(action, day) {
    var form = document.createElement("form");
    form.method = "post";
    form.action = action;
    form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
    var to = document.createElement("input");
    to.name = "to";
    to.value = day;
    form.append(to);
    document.body.append(form);
    form.submit();
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.matches("input, textarea, select")) return;
    var target = { g: "#kunjungan select", s: "[data-look=s]" }[event.key.toLowerCase()];
    var next = target && document.querySelector(target);
    if (next) {
      event.preventDefault();
      next.focus();
      return;
    }
    if (!/^Arrow/.test(event.key) || !(event.target === document.body || table.contains(event.target))) return;
    var now = table.querySelector(".r-chosen a") || links(table)[0];
    var link = now && neighbour(now, event.key);
    if (!now) return;
    event.preventDefault();
    if (link) choose(link);
  });

  table.addEventListener("dragstart", function (event) {
    var stop = event.target.closest("[data-move]");
    if (stop) event.dataTransfer.setData("application/x-stop", stop.dataset.move);
  });
  table.addEventListener("dragover", function (event) {
    if (event.target.closest("[data-day]")) event.preventDefault();
  });
  table.addEventListener("drop", function (event) {
    var cell = event.target.closest("[data-day]"), action = event.dataTransfer.getData("application/x-stop");
    if (!cell || !action) return;
    event.preventDefault();
    if (!cell.querySelector('[data-move="' + action + '"]')) send(action, cell.dataset.day);
  });
})();
