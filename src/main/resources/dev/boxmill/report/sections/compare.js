"use strict";
BoxMill.section("compare", (root, data) => {
  const { all, bars, chart, escape, short, signed, tooltip } = BoxMill;
  const AT_ONCE = 20;

  /* A dot a difference, a bar its interval; grey where the interval holds 0. */
  function differences(element, rows, names) {
    bars.fit(element, rows.length, AT_ONCE);
    const sure = (r) => r.low === null || r.low > 0 || r.high < 0;
    const reach = 1.1 * Math.max(1e-3, ...rows.flatMap((r) => [r.value, r.low ?? 0, r.high ?? 0]).map(Math.abs));
    chart(element, (t) => {
      const colour = (r) => (sure(r) ? t.palette[r.value < 0 ? 1 : 2] : t.muted);
      return {
        ...bars(t, rows.map((r) => r.name), AT_ONCE, { min: -reach, max: reach, splitLine: { lineStyle: { color: t.line }, showMinLine: false, showMaxLine: false }, axisLabel: { color: t.muted, fontSize: 12, showMinLabel: false, showMaxLabel: false, formatter: (v) => (v ? signed(v, reach < 0.02 ? 3 : 2) : "0") } }),
        tooltip: tooltip(t, {
          trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: t.soft, opacity: 0.5 } },
          formatter: (hits) => {
            const r = rows[hits[0].dataIndex];
            return `<b><bdi>${escape(short(r.name, 40))}</bdi></b> <b>${signed(r.value)}</b>` +
              (r.low === null ? "" : `<br>interval ${signed(r.low)} to ${signed(r.high)}`) +
              `<br><span style="opacity:.65"><bdi>${escape(short(names.run))}</bdi> against <bdi>${escape(short(names.first))}</bdi></span>`;
          },
        }),
        series: [
          {
            type: "custom", data: rows.map((r, i) => [r.low ?? r.value, r.high ?? r.value, i]), encode: { x: [0, 1], y: 2 },
            renderItem: (_, api) => {
              const [left, y] = api.coord([api.value(0), api.value(2)]);
              const [right] = api.coord([api.value(1), api.value(2)]);
              return { type: "rect", shape: { x: left, y: y - 3, width: Math.max(1, right - left), height: 6, r: 3 }, style: { fill: colour(rows[api.value(2)]), opacity: 0.38 } };
            },
          },
          {
            type: "scatter", symbolSize: 10, data: rows.map((r, i) => ({ value: [r.value, i], itemStyle: { color: colour(r) } })),
            markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: t.ink, type: "solid", width: 1 }, data: [{ xAxis: 0 }] },
          },
        ],
      };
    });
  }

  all(root, "[data-run]").forEach((panel, i) => {
    const pair = data.pairs[i];
    differences(panel.querySelector("[data-chart=statistics]"), pair.statistics, pair);
    const classes = panel.querySelector("[data-chart=classes]");
    if (classes) {
      differences(classes, pair.classes, pair);
    }
  });
});
