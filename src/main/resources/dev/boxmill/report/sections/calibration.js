"use strict";
BoxMill.section("calibration", (root, data) => {
  const { all, axis, blend, chart, count, metric, tooltip } = BoxMill;

  /* Points on the diagonal are scores that say how often they are right. */
  function reliability(element, run) {
    const [SCORE, PRECISION, DETECTIONS] = [3, 4, 2];
    const top = 10 ** Math.ceil(Math.log10(Math.max(10, ...run.bins.map((b) => b[DETECTIONS]))));
    const compact = (v) => (v >= 1e6 ? v / 1e6 + "M" : v >= 1e3 ? v / 1e3 + "k" : String(v));
    chart(element, (t) => ({
      grid: [{ left: 56, right: 18, top: 14, bottom: 158 }, { left: 56, right: 18, bottom: 46, height: 78 }],
      xAxis: [0, 1].map((i) => axis(t, {
        type: "value", min: 0, max: 1, gridIndex: i, splitNumber: 5, axisLabel: { show: i === 1, color: t.muted, fontSize: 12 },
        name: i ? "score" : "", nameGap: 28,
      })),
      yAxis: [
        axis(t, { type: "value", min: 0, max: 1, splitNumber: 5, name: "precision", nameGap: 36 }),
        axis(t, { type: "log", min: 1, max: top, gridIndex: 1, axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true, formatter: (v) => (v === 1 || v === top ? compact(v) : "") }, splitLine: { show: false } }),
      ],
      tooltip: tooltip(t, {
        formatter: (hit) => {
          const bin = run.bins[hit.dataIndex];
          return bin && `scores ${bin[0]} to ${bin[1]}<br>precision <b>${metric(bin[PRECISION])}</b>, mean score ${metric(bin[SCORE])}` +
            `<br>${count(bin[DETECTIONS])} detections`;
        },
      }),
      series: [
        {
          type: "line", data: run.bins.map((b) => [b[SCORE], b[PRECISION]]), symbolSize: 7, symbol: "circle",
          lineStyle: { width: 2, color: t.accent }, itemStyle: { color: t.accent },
          markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: t.muted, type: [5, 4] }, data: [[{ coord: [0, 0] }, { coord: [1, 1] }]] },
        },
        {
          type: "custom", xAxisIndex: 1, yAxisIndex: 1, data: run.bins.map((b) => [b[0], b[1], b[DETECTIONS]]), encode: { x: [0, 1], y: 2 },
          renderItem: (_, api) => {
            const [left, top] = api.coord([api.value(0), api.value(2)]);
            const [right, bottom] = api.coord([api.value(1), 1]);
            return { type: "rect", shape: { x: left + 1, y: top, width: Math.max(1, right - left - 2), height: Math.max(1, bottom - top) }, style: { fill: t.accent, opacity: 0.5 } };
          },
        },
      ],
    }));
  }

  function cells(element, run) {
    const most = Math.max(1, ...run.cells.map((c) => c[4]));
    const least = Math.min(0.5, ...run.cells.map((c) => c[2]));
    chart(element, (t) => ({
      grid: { left: 56, right: 18, top: 14, bottom: 46 },
      xAxis: axis(t, { type: "value", min: 0, max: 1, name: "score", nameGap: 28, splitNumber: 5 }),
      yAxis: axis(t, { type: "value", min: least, max: 1, name: "IoU", nameGap: 36, splitNumber: 5 }),
      tooltip: tooltip(t, {
        formatter: ({ value: c }) => `score ${c[0]} to ${c[1]}, IoU ${c[2]} to ${c[3]}<br><b>${count(c[4])}</b> hits`,
      }),
      series: [{
        type: "custom", data: run.cells, encode: { x: [0, 1], y: [2, 3] },
        renderItem: (_, api) => {
          const [left, top] = api.coord([api.value(0), api.value(3)]);
          const [right, bottom] = api.coord([api.value(1), api.value(2)]);
          const share = Math.log1p(api.value(4)) / Math.log1p(most);
          return { type: "rect", shape: { x: left, y: top, width: right - left - 1, height: bottom - top - 1, r: 2 }, style: { fill: blend(t.soft, t.accent, 0.12 + 0.88 * share) } };
        },
      }],
    }));
  }

  all(root, "[data-run]").forEach((panel, i) => {
    reliability(panel.querySelector("[data-chart=reliability]"), data.runs[i]);
    cells(panel.querySelector("[data-chart=cells]"), data.runs[i]);
  });
});
