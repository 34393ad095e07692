"use strict";
BoxMill.section("anchors", (root, data) => {
  const { all, axis, chart, theme, tooltip } = BoxMill;

  all(root, "[data-run]").forEach((panel, index) => {
    const run = data.runs[index];
    const digits = run.pixels ? 0 : 3;
    const largest = (side) =>
      Math.max(...run.anchors.map((a) => a[side]), ...run.boxes.map((b) => b[side])) * 1.04;
    const colour = (t, i) => t.palette[i % t.palette.length];

    chart(panel.querySelector("[data-chart=sizes]"), (t) => ({
      grid: { left: 56, right: 18, top: 14, bottom: 46 },
      xAxis: axis(t, { type: "value", min: 0, max: largest(0), name: "width", nameGap: 28, axisLabel: { color: t.muted, showMaxLabel: false, formatter: (v) => v.toFixed(run.pixels ? 0 : 1) } }),
      yAxis: axis(t, { type: "value", min: 0, max: largest(1), name: "height", nameGap: 38, axisLabel: { color: t.muted, showMaxLabel: false, formatter: (v) => v.toFixed(run.pixels ? 0 : 1) } }),
      tooltip: tooltip(t, {
        formatter: (p) => (p.seriesName === "anchors"
          ? `<b>Anchor ${p.dataIndex + 1}</b><br>` : `Box, nearest anchor ${p.value[2] + 1}<br>`) +
          `${p.value[0].toFixed(digits)} × ${p.value[1].toFixed(digits)}`,
      }),
      series: [
        {
          type: "scatter", name: "boxes", symbolSize: 4.5, data: run.boxes, large: false,
          itemStyle: { color: (p) => colour(t, p.value[2]), opacity: 0.42 }, emphasis: { disabled: true },
        },
        {
          type: "custom", name: "outlines", silent: true, z: 3, data: run.anchors, tooltip: { show: false },
          renderItem: (params, api) => {
            const [x0, y0] = api.coord([0, 0]);
            const [x1, y1] = api.coord([api.value(0), api.value(1)]);
            return { type: "rect", shape: { x: x0, y: y1, width: x1 - x0, height: y0 - y1 },
              style: { fill: "none", stroke: colour(t, params.dataIndex), lineWidth: 1.4, opacity: 0.8 } };
          },
        },
        {
          type: "scatter", name: "anchors", symbol: "circle", symbolSize: 19, z: 5, data: run.anchors,
          itemStyle: { color: (p) => colour(t, p.dataIndex), borderColor: t.panel, borderWidth: 2, opacity: 1 },
          label: { show: true, formatter: (p) => String(p.dataIndex + 1), color: t.panel, fontSize: 11, fontWeight: 700 },
          emphasis: { disabled: true },
        },
      ],
    }));
    const curve = panel.querySelector("[data-chart=sweep]");
    if (curve) {
      chart(curve, (t) => ({
        grid: { left: 56, right: 18, top: 14, bottom: 46 },
        xAxis: axis(t, { type: "value", min: run.sweep[0][0], max: run.sweep[run.sweep.length - 1][0], minInterval: 1, name: "anchors", nameGap: 28 }),
        yAxis: axis(t, { type: "value", scale: true, name: "average IoU", nameGap: 42 }),
        tooltip: tooltip(t, { formatter: (p) => `<b>${p.value[0]} anchors</b><br>average IoU ${p.value[1].toFixed(4)}` }),
        series: [{
          type: "line", name: "average IoU", data: run.sweep, symbol: "circle",
          symbolSize: (value) => (value[0] === run.chosen ? 15 : 7),
          lineStyle: { color: colour(t, 0), width: 2 },
          itemStyle: { color: (p) => colour(t, p.value[0] === run.chosen ? 1 : 0) },
        }],
      }));
    }
    const paint = () => all(panel, "[data-swatch]").forEach((s) => {
      s.style.background = colour(theme(), Number(s.dataset.swatch));
    });
    paint();
    document.addEventListener("boxmill-theme", paint);
  });
});
