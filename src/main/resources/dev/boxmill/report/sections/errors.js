"use strict";
BoxMill.section("errors", (root, data) => {
  const { all, bars, chart, count, escape, look, tooltip } = BoxMill;

  all(root, "[data-run]").forEach((panel, i) => {
    const errors = data.runs[i].map((e) => ({ ...e, cost: Math.max(0, e.cost) }));
    const summed = (e) => e.type.startsWith("False");
    chart(panel.querySelector("[data-chart=errors]"), (t) => ({
      ...bars(t, errors.map((e) => e.type), errors.length, { min: 0, name: "AP of 100", nameGap: 26 }),
      grid: { left: 8, right: 56, top: 6, bottom: 44, containLabel: true },
      tooltip: tooltip(t, {
        formatter: ({ dataIndex }) => {
          const e = errors[dataIndex];
          return `<b>${escape(e.type)}</b>: ${escape(e.meaning)}<br>costs ${e.cost.toFixed(2)} AP, ${count(e.count)} of them`;
        },
      }),
      series: [{
        type: "bar", barMaxWidth: 24,
        data: errors.map((e, k) => ({
          value: e.cost,
          itemStyle: { color: summed(e) ? t.muted : look(k, t).color, borderRadius: [0, 4, 4, 0], opacity: summed(e) ? 0.6 : 1 },
        })),
        label: { show: true, position: "right", color: t.ink, fontSize: 12.5, formatter: (p) => p.value.toFixed(2) },
      }],
    }));
  });
});
