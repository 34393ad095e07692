"use strict";
BoxMill.section("confidence", (root, data) => {
  const { all, axis, chart, look, metric, tooltip } = BoxMill;
  const LINES = [["precision", "precision"], ["recall", "recall"], ["f1", "F1"]];

  all(root, "[data-run]").forEach((panel, i) => {
    const run = data.runs[i];
    chart(panel.querySelector("[data-chart]"), (t) => ({
      grid: { left: 52, right: 24, top: 34, bottom: 46 },
      legend: { top: 0, right: 10, itemWidth: 20, itemHeight: 4, icon: "roundRect", textStyle: { color: t.muted, fontSize: 12.5 } },
      xAxis: axis(t, { type: "value", min: 0, max: 1, name: "confidence", nameGap: 28, splitNumber: 5 }),
      yAxis: axis(t, { type: "value", min: 0, max: 1, splitNumber: 5 }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "line", lineStyle: { color: t.muted } },
        formatter: (hits) => `from confidence ${hits[0].value[0].toFixed(3)}<br>` +
          hits.map((h) => `${h.marker}${h.seriesName} <b>${metric(h.value[1])}</b>`).join("<br>"),
      }),
      series: LINES.map(([key, name], line) => ({
        type: "line", name, showSymbol: false, emphasis: { disabled: true },
        data: run[key].map((v, k) => [run.confidence[k] / 1000, v < 0 ? null : v / 1000]),
        lineStyle: { width: name === "F1" ? 3 : 2, color: look(line, t).color, type: ["solid", [7, 4], "solid"][line] },
        itemStyle: { color: look(line, t).color },
        markLine: name === "F1" && run.best >= 0 ? {
          silent: true, symbol: "none", data: [{ xAxis: run.best }],
          lineStyle: { color: t.ink, type: [3, 3], width: 1.2 },
          label: { formatter: `best ${run.best.toFixed(3)}`, color: t.ink, fontSize: 12.5, fontWeight: 600 },
        } : undefined,
      })),
    }));
  });
});
