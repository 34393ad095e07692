"use strict";
BoxMill.section("classes", (root, data) => {
  const { all, axis, chart, escape, short, tooltip } = BoxMill;
  const AT_ONCE = 24;

  all(root, "[data-run]").forEach((panel, index) => {
    const rows = data.runs[index].filter((r) => r.ap.value >= 0)
      .sort((a, b) => b.ap.value - a.ap.value);
    const element = panel.querySelector("[data-chart=bars]");
    const visible = Math.min(rows.length, AT_ONCE);
    element.style.height = Math.max(220, visible * Math.max(19, 34 - visible) + 56) + "px";
    chart(element, (t) => ({
      grid: { left: 8, right: rows.length > AT_ONCE ? 46 : 26, top: 6, bottom: 30, containLabel: true },
      xAxis: axis(t, { type: "value", min: 0, max: 1, splitNumber: 5 }),
      yAxis: axis(t, {
        type: "category", inverse: true, data: rows.map((r) => r.name),
        axisLabel: { color: t.ink, fontSize: 12.5, formatter: (n) => short(n, 20), interval: 0 },
        axisLine: { show: false }, splitLine: { show: false },
      }),
      dataZoom: rows.length > AT_ONCE ? [
        { type: "slider", yAxisIndex: 0, startValue: 0, endValue: AT_ONCE - 1, right: 6, width: 14, brushSelect: false, showDetail: false, borderColor: t.line },
        { type: "inside", yAxisIndex: 0, zoomOnMouseWheel: false, moveOnMouseMove: true, moveOnMouseWheel: "shift" },
      ] : [],
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: t.soft, opacity: 0.5 } },
        formatter: (hits) => {
          const r = rows[hits[0].dataIndex];
          return `<b><bdi>${escape(short(r.name, 40))}</bdi></b><br>AP ${r.ap.text} · AP50 ${r.ap50.text} · AR100 ${r.ar100.text}` +
            `<br>${r.groundTruths.text} objects, ${r.detections.text} detections`;
        },
      }),
      series: [
        {
          type: "bar", name: "AP50", data: rows.map((r) => r.ap50.value), barMaxWidth: 17, barGap: "-100%", silent: true,
          itemStyle: { color: "transparent", borderColor: t.accent, borderWidth: 1, borderType: "solid", opacity: 0.55, borderRadius: [0, 4, 4, 0] },
        },
        {
          type: "bar", name: "AP", data: rows.map((r) => r.ap.value), barMaxWidth: 17,
          itemStyle: { color: t.accent, borderRadius: [0, 4, 4, 0] },
          label: { show: true, position: "insideRight", color: t.panel, fontSize: 11.5, fontWeight: 600, formatter: (p) => (p.value > 0.14 ? p.value.toFixed(3) : "") },
        },
      ],
    }));
  });
});
