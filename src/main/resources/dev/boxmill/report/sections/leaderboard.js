"use strict";
BoxMill.section("leaderboard", (root, data) => {
  const { axis, chart, escape, look, metric, short, tooltip } = BoxMill;
  const element = root.querySelector("[data-chart=speed]");
  if (element) {
    chart(element, (t) => ({
      grid: { left: 60, right: 90, top: 18, bottom: 46 },
      xAxis: axis(t, { type: "value", min: 0, name: "images a second", nameGap: 28 }),
      yAxis: axis(t, { type: "value", scale: true, name: "AP", nameGap: 44, splitNumber: 5 }),
      tooltip: tooltip(t, {
        formatter: ({ dataIndex }) => {
          const p = data.points[dataIndex];
          return `<b><bdi>${escape(short(p.name, 40))}</bdi></b><br>AP ${metric(p.ap)}, ${p.rate} images/s`;
        },
      }),
      series: [{
        type: "scatter", symbolSize: 13,
        data: data.points.map((p, i) => ({ value: [p.rate, p.ap], itemStyle: { color: look(i, t).color } })),
        label: { show: true, position: "right", color: t.ink, fontSize: 12.5, formatter: ({ dataIndex }) => short(data.points[dataIndex].name) },
        labelLayout: { hideOverlap: true },
      }],
    }));
  }
});
