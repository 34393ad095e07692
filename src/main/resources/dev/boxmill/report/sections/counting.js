"use strict";
BoxMill.section("counting", (root, data) => {
  const { all, axis, chart, count, percent, tooltip } = BoxMill;

  all(root, "[data-run]").forEach((panel, i) => {
    const rows = data.runs[i];
    chart(panel.querySelector("[data-chart=missed]"), (t) => ({
      grid: { left: 60, right: 18, top: 16, bottom: 46 },
      xAxis: axis(t, { type: "category", data: rows.map((r) => count(r[0])), name: "objects of a class in the image", nameGap: 28, splitLine: { show: false } }),
      yAxis: axis(t, { type: "value", min: 0, name: "missed", nameGap: 44, splitNumber: 5, axisLabel: { color: t.muted, fontSize: 12, formatter: (v) => percent(v, v < 0.1 ? 1 : 0) } }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: t.soft, opacity: 0.5 } },
        formatter: (hits) => {
          const [objects, instances, missed, share] = rows[hits[0].dataIndex];
          return `${count(objects)} in the image<br><b>${percent(share)}</b> missed: ${count(missed)} of ${count(instances)}`;
        },
      }),
      series: [{
        type: "bar", data: rows.map((r) => r[3]), barMaxWidth: 46, itemStyle: { color: t.palette[1], borderRadius: [4, 4, 0, 0] },
        label: { show: rows.length <= 12, position: "top", color: t.muted, fontSize: 12, formatter: ({ dataIndex }) => `${count(rows[dataIndex][2])} of ${count(rows[dataIndex][1])}` },
      }],
    }));
  });
});
