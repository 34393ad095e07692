"use strict";
BoxMill.section("hoiem", (root, data) => {
  const { all, bars, chart, escape, percent, short, tooltip } = BoxMill;
  const AT_ONCE = 20;
  const COLOURS = [3, 2, 4, 5, 8]; // of the palette: right is green, background grey

  all(root, "[data-run]").forEach((panel, i) => {
    const run = data.runs[i];
    const element = panel.querySelector("[data-chart=bars]");
    bars.fit(element, run.bars.length, AT_ONCE);
    chart(element, (t) => {
      const frame = bars(t, run.bars.map((b) => b.name), AT_ONCE, { min: 0, max: 1, axisLabel: { color: t.muted, formatter: (v) => percent(v, 0) } });
      return {
        ...frame,
        grid: { ...frame.grid, top: 34 },
        legend: { top: 0, left: 8, itemWidth: 13, itemHeight: 8, icon: "roundRect", textStyle: { color: t.muted, fontSize: 12.5 } },
        tooltip: tooltip(t, {
          trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: t.soft, opacity: 0.5 } },
          formatter: (hits) => `<b><bdi>${escape(short(hits[0].name, 40))}</bdi></b><br>` +
            hits.map((h) => `${h.marker}${h.seriesName} ${percent(h.value)}`).join("<br>"),
        }),
        series: run.kinds.map((kind, k) => ({
          type: "bar", name: kind, stack: "all", barMaxWidth: 19, emphasis: { disabled: true },
          data: run.bars.map((b) => b.shares[k]),
          itemStyle: { color: t.palette[COLOURS[k] - 1], borderColor: t.panel, borderWidth: 0.5 },
        })),
      };
    });
  });
});
