"use strict";
BoxMill.section("nms", (root, data) => {
  const { all, axis, blend, chart, escape, look, metric, short, tooltip, unpack } = BoxMill;
  const LEGEND = { top: 0, left: 44, right: 10, itemWidth: 24, itemHeight: 8, itemGap: 12 };
  const WIDE = 20; // a range of which a linear axis would show the upper end alone
  const SPAN = 0.65; // of the ramp: beyond, a thin line is hard to see
  const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

  const thousands = (v) => (v >= 1000 ? `${v / 1000}k` : String(v));

  const legendRows = (element, names) => Math.ceil(names / Math.max(1, Math.floor((element.clientWidth - 54) / 108)));

  /** Lines over the IoU; the darkest is the lowest score threshold. */
  function sweep(element, lines, column, name, format, fromZero = true) {
    const last = Math.max(1, lines.length - 1);
    const ious = [...new Set(lines.flatMap((line) => line.points.map((p) => p[0])))].sort((a, b) => a - b).map(String);
    const values = lines.flatMap((line) => line.points.map((p) => p[column]));
    const wide = fromZero && Math.min(...values) > 0 && Math.max(...values) > WIDE * Math.min(...values);
    chart(element, (t) => ({
      grid: { left: 66, right: 18, top: 20 + 20 * legendRows(element, lines.length), bottom: 46 },
      legend: { ...LEGEND, textStyle: { color: t.muted, fontSize: 12 }, formatter: (n) => "from " + n },
      xAxis: axis(t, { type: "category", data: ious, name: "IoU of NMS", nameGap: 28, splitLine: { show: false } }),
      yAxis: axis(t, { type: wide ? "log" : "value", ...(wide ? {} : fromZero ? { min: 0 } : { scale: true }), name, nameGap: 48, splitNumber: 5, axisLabel: { color: t.muted, fontSize: 12, formatter: thousands } }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "line", lineStyle: { color: t.muted } },
        formatter: (hits) => `IoU ${hits[0].name}<br>` + hits.map((h) =>
          `${h.marker}score from ${h.seriesName} <b>${format(h.value[1])}</b>`).join("<br>"),
      }),
      series: lines.map((line, i) => {
        const color = blend(t.ramp[0], t.ramp[1], SPAN * i / last);
        return {
          type: "line", name: line.name, data: line.points.map((p) => [String(p[0]), p[column] < 0 ? null : p[column]]),
          symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 7, emphasis: { disabled: true },
          lineStyle: { width: 2, color }, itemStyle: { color },
        };
      }),
    }));
  }

  all(root, "[data-run]").forEach((panel, i) => {
    sweep(panel.querySelector("[data-chart=kept]"), data.runs[i], 1, "boxes an image", (v) => v.toFixed(1));
    sweep(panel.querySelector("[data-chart=time]"), data.runs[i], 2, "milliseconds an image", metric);
    const ap = panel.querySelector("[data-chart=ap]");
    // Lines lie close together: what they differ by would not be seen from 0 on.
    if (ap) sweep(ap, data.runs[i], 3, "AP", metric, false);
  });

  const cut = root.querySelector("[data-chart=cut]");
  if (cut) {
    const points = (packed) => unpack(packed).map((v, i, all) => [i / (all.length - 1), v < 0 ? null : v]);
    const line = (name, values, style) => ({
      type: "line", name, data: points(values), symbol: "none", emphasis: { disabled: true },
      lineStyle: { width: 2, ...style }, itemStyle: { color: style.color },
    });
    chart(cut, (t) => ({
      grid: { left: 60, right: 18, top: 40, bottom: 46 },
      legend: { ...LEGEND, type: "scroll", textStyle: { color: t.muted, fontSize: 12 }, formatter: (n) => short(n) },
      xAxis: axis(t, { type: "value", min: 0, max: 1, name: "score threshold", nameGap: 28, splitNumber: 5 }),
      yAxis: axis(t, { type: "value", min: 0, name: "AP", nameGap: 42, splitNumber: 5 }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "line", lineStyle: { color: t.muted } },
        formatter: (hits) => `score from ${hits[0].value[0].toFixed(2)}<br>` + hits.slice(0, 14).map((h) =>
          `${h.marker}<bdi>${escape(short(h.seriesName, 40))}</bdi> <b>${metric(h.value[1])}</b>`).join("<br>"),
      }),
      series: data.ap.flatMap((run, i) => {
        const name = data.ap.length > 1 ? (kind) => `${kind} ${run.name}` : (kind) => kind;
        const { color } = look(i, t);
        return [line(name("AP"), run.ap, { color, type: "solid" }), line(name("AP50"), run.ap50, { color, type: [7, 4] })];
      }),
    }));
  }
});
