/* Draws the answer of the exploring page; without this file the table says everything. */
(function () {
  "use strict";

  var box = document.querySelector("[data-explore]");
  var style = getComputedStyle(document.documentElement);
  var INK = token("--tinta"), NOTE = token("--abu"), RULE = token("--garis");
  // Colours of LOOK's split and teams; the pattern differs too.
  var COLOURS = [token("--pandan"), token("--soga-terang"), token("--tim-c"), token("--tim-d"), "#5d8f89", "#b9c4bf", INK];
  var BAR = 22, LEAST = 240, AXIS = 90;

  if (box && window.echarts) {
    fetch(box.dataset.explore, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (found) { if (found && found.rows.length) draw(found); });
  }

  function token(name) {
    return style.getPropertyValue(name).trim() || "#0d4f4a";
  }

  function draw(found) {
    var isCourse = found.rows[0].key.indexOf("-") > 0;
    box.style.height = Math.max(LEAST, isCourse ? 320 : AXIS + BAR * found.rows.length) + "px";
    var chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(isCourse ? course(found) : bars(found));
    window.addEventListener("resize", function () { chart.resize(); });
  }

  function shared(found) {
    return {
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: style.getPropertyValue("--huruf") || "sans-serif", fontSize: 14, color: INK },
      aria: { enabled: true, decal: { show: found.columns.length > 1 } },
      legend: { show: found.columns.length > 1, top: 0, textStyle: { fontSize: 14, color: INK } },
      grid: { left: 4, right: 16, top: found.columns.length > 1 ? 64 : 8, bottom: 4, containLabel: true },
    };
  }

  function named(found) {
    return found.rows.map(function (row) { return row.name; });
  }

  function numbers() {
    return {
      type: "value", min: 0, splitLine: { lineStyle: { color: RULE } }, splitNumber: 3,
      axisLabel: { color: NOTE, fontSize: 14, formatter: function (n) { return n.toLocaleString(box.dataset.language); } },
    };
  }

  function series(found, form) {
    return found.columns.map(function (column, at) {
      return Object.assign({ name: column.name, data: found.rows.map(function (row) { return row.people[at]; }) }, form);
    });
  }

  function bars(found) {
    return Object.assign(shared(found), {
      xAxis: numbers(),
      yAxis: { type: "category", inverse: true, data: named(found), axisTick: { show: false }, axisLabel: { color: INK, fontSize: 14, interval: 0, width: 110, overflow: "truncate" } },
      series: series(found, { type: "bar", stack: "people", barMaxWidth: 16 }),
    });
  }

  function course(found) {
    return Object.assign(shared(found), {
      xAxis: { type: "category", data: named(found), axisLabel: { color: NOTE, fontSize: 14, hideOverlap: true } },
      yAxis: numbers(),
      series: series(found, { type: "line", symbol: "none", lineStyle: { width: 2.6 } }),
    });
  }
})();
