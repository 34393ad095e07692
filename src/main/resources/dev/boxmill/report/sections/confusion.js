"use strict";
BoxMill.section("confusion", (root, data) => {
  const { all, axis, blend, chart, choose, count, escape, percent, short, tooltip } = BoxMill;
  const NUMBERED = 16; // classes up to which a cell has room for its number

  all(root, "[data-run]").forEach((panel, i) => {
    const { classes, cells } = data.runs[i];
    const n = classes.length;
    const sums = new Array(n).fill(0);
    cells.forEach(([truth, , number]) => { sums[truth] += number; });
    /* The background's row is of detections without an object: shares of it say how they divide. */
    const shares = cells.map(([truth, predicted, number]) => [predicted, truth, number / sums[truth], number]);
    let kind = "mistakes";
    const element = panel.querySelector("[data-chart=matrix]");
    element.style.height = Math.min(760, Math.max(340, n * 34 + 130)) + "px";
    const redraw = chart(element, (t) => {
      const shown = shares.filter((c) => kind === "all" || c[0] !== c[1]);
      const most = Math.max(1e-9, ...shown.filter((c) => c[1] < n - 1).map((c) => c[2]));
      const label = (more) => axis(t, {
        type: "category", data: classes.map((_, k) => k),
        splitArea: { show: n <= NUMBERED, areaStyle: { color: ["transparent"] } },
        ...more,
        axisLabel: { color: t.ink, fontSize: 12, formatter: (k) => short(classes[k], n > 40 ? 12 : 16), hideOverlap: true, ...more.axisLabel },
      });
      return {
        grid: { left: 26, right: 26, top: 10, bottom: 30, containLabel: true },
        xAxis: label({ axisLabel: { rotate: n > 8 ? 45 : 0 } }),
        yAxis: label({ inverse: true }),
        dataZoom: n > NUMBERED ? [
          { type: "inside", xAxisIndex: 0, minValueSpan: 4 }, { type: "inside", yAxisIndex: 0, minValueSpan: 4 },
        ] : [],
        tooltip: tooltip(t, {
          formatter: ({ value: [predicted, truth, share, number] }) => {
            const background = n - 1;
            const what = truth === background ? "nothing there" : classes[truth];
            const as = predicted === background ? "not found" : "detected as " + short(classes[predicted], 30);
            return `<b><bdi>${escape(short(what, 30))}</bdi></b>, <bdi>${escape(as)}</bdi><br><b>${count(number)}</b> times, ${percent(share)} of the row`;
          },
        }),
        series: [{
          type: "heatmap", data: shown.map((c) => ({
            value: c,
            itemStyle: { color: blend(t.soft, c[0] === c[1] ? t.good : t.accent, 0.15 + 0.85 * Math.min(1, Math.sqrt(c[2] / most))) },
            label: { color: Math.sqrt(c[2] / most) > 0.55 ? t.panel : t.ink },
          })),
          itemStyle: { borderColor: t.panel, borderWidth: n <= 100 ? 1 : 0, borderRadius: 3 },
          label: { show: n <= NUMBERED, fontSize: 12, formatter: ({ value }) => count(value[3]) },
          emphasis: { itemStyle: { borderColor: t.ink, borderWidth: 1 } },
          progressive: 4000,
        }],
        visualMap: { show: false, type: "continuous", dimension: 2, min: 0, max: 1, seriesIndex: [] },
      };
    });
    choose(all(panel, "[data-cells]"), (b) => { kind = b.dataset.cells; redraw(); });
  });
});
