"use strict";
BoxMill.section("queries", (root, data) => {
  const { all, chart, count, tooltip } = BoxMill;
  const KINDS = [
    { name: "small, to 32² px", colour: 3, symbol: "circle", size: 4 },
    { name: "large, horizontal", colour: 7, symbol: "rect", size: [8, 3] },
    { name: "large, vertical", colour: 1, symbol: "rect", size: [3, 8] },
  ];
  const LABEL = 18;
  const GAP = 18; // below a square, so that names stand with their own

  all(root, "[data-run]").forEach((panel, r) => {
    const slots = data.runs[r];
    const element = panel.querySelector("[data-chart=slots]");
    const narrow = (element.clientWidth || 900) < 560;
    const columns = Math.min(slots.length, narrow ? 3 : 5);
    const head = narrow ? 62 : 34; // the legend takes two rows
    const rows = Math.ceil(slots.length / columns);
    const share = 100 / columns;
    const side = Math.min(240, (element.clientWidth || 900) * (share - 1) / 100);
    element.style.height = head + rows * (side + LABEL + GAP) + "px";

    chart(element, (t) => {
      const each = (make) => slots.map((slot, i) => make(slot, i, i % columns, Math.floor(i / columns)));
      const top = (row) => head + LABEL + row * (side + LABEL + GAP);
      const scale = { type: "value", min: 0, max: 1000, show: false };
      return {
        legend: {
          top: 0, left: 4, itemWidth: 12, itemHeight: 12, itemGap: 16, selectedMode: true,
          textStyle: { color: t.muted, fontSize: 12.5 },
          data: KINDS.map((k) => ({ name: k.name, icon: k.symbol === "circle" ? "circle" : k.size[0] > 3 ? "path://M0 4h12v4h-12z" : "path://M4 0h4v12h-4z" })),
        },
        title: each((slot, i, column, row) => ({
          text: `query ${slot.query}  {n|${count(slot.boxes)}}`, left: `${column * share + 0.5}%`, top: top(row) - LABEL, padding: 0,
          textStyle: { color: t.ink, fontSize: 12.5, fontWeight: 600, rich: { n: { color: t.muted, fontSize: 12, fontWeight: 400 } } },
        })),
        grid: each((slot, i, column, row) => ({
          left: `${column * share + 0.5}%`, width: `${share - 1}%`, top: top(row), height: side,
          show: true, borderColor: t.line, backgroundColor: "transparent",
        })),
        xAxis: each((slot, i) => ({ ...scale, gridIndex: i })),
        yAxis: each((slot, i) => ({ ...scale, gridIndex: i, inverse: true })),
        tooltip: tooltip(t, {
          formatter: (p) => `query ${slots[Math.floor(p.seriesIndex / KINDS.length)].query}, ${p.seriesName}<br>` +
            `${(p.value[0] / 10).toFixed(0)} % from the left, ${(p.value[1] / 10).toFixed(0)} % from the top`,
        }),
        series: slots.flatMap((slot, i) => KINDS.map((kind, k) => ({
          type: "scatter", name: kind.name, xAxisIndex: i, yAxisIndex: i, clip: false,
          symbol: kind.symbol, symbolSize: kind.size, emphasis: { disabled: true },
          itemStyle: { color: t.palette[kind.colour - 1], opacity: 0.75 },
          data: slot.points.filter((p) => p[2] === k),
        }))),
      };
    });
  });
});
