"use strict";
BoxMill.section("classes", (root, data) => {
  const { all, bars, chart, count, escape, metric, short, tooltip } = BoxMill;
  const AT_ONCE = 24;

  all(root, "[data-run]").forEach((panel, index) => {
    const rows = [...data.runs[index]].sort((a, b) => b.ap - a.ap);
    const element = panel.querySelector("[data-chart=bars]");
    bars.fit(element, rows.length, AT_ONCE);
    chart(element, (t) => ({
      ...bars(t, rows.map((r) => r.name), AT_ONCE, { min: 0, max: 1 }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: t.soft, opacity: 0.5 } },
        formatter: (hits) => {
          const r = rows[hits[0].dataIndex];
          return `<b><bdi>${escape(short(r.name, 40))}</bdi></b><br>AP ${metric(r.ap)} · AP50 ${metric(r.ap50)} · AR ${metric(r.ar)}` +
            `<br>${count(r.groundTruths)} objects, ${count(r.detections)} detections`;
        },
      }),
      series: [
        {
          type: "bar", name: "AP50", data: rows.map((r) => r.ap50), barMaxWidth: 17, barGap: "-100%", silent: true,
          itemStyle: { color: "transparent", borderColor: t.accent, borderWidth: 1, borderType: "solid", opacity: 0.55, borderRadius: [0, 4, 4, 0] },
        },
        {
          type: "bar", name: "AP", data: rows.map((r) => r.ap), barMaxWidth: 17,
          itemStyle: { color: t.accent, borderRadius: [0, 4, 4, 0] },
          label: { show: true, position: "insideRight", color: t.panel, fontSize: 11.5, fontWeight: 600, formatter: (p) => (p.value > 0.14 ? p.value.toFixed(3) : "") },
        },
      ],
    }));
  });
});
