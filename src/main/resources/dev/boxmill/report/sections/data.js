"use strict";
BoxMill.section("data", (root, data) => {
  const { all, axis, chart, escape, short, tooltip } = BoxMill;
  const AT_ONCE = 40;
  const count = (n) => n.toLocaleString("en-US");

  function bars(element, labels, values, words) {
    chart(element, (t) => ({
      grid: { left: 8, right: 18, top: 14, bottom: 12, containLabel: true },
      xAxis: axis(t, {
        type: "category", data: labels,
        axisLabel: { color: t.muted, fontSize: 12, hideOverlap: true, formatter: (n) => short(n, 14) },
      }),
      yAxis: axis(t, { type: "value", minInterval: 1 }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: t.soft, opacity: 0.5 } },
        formatter: (hits) => words(hits[0].dataIndex),
      }),
      dataZoom: labels.length > AT_ONCE ? [{ type: "inside", zoomOnMouseWheel: false }] : [],
      series: [{ type: "bar", data: values, barMaxWidth: 26, itemStyle: { color: t.accent, borderRadius: [3, 3, 0, 0] } }],
    }));
  }

  /** Cells [column, row, count]; empty ones are left out, so that they keep the panel's colour. */
  function heat(element, cells, x, y, words, more) {
    const most = Math.max(1, ...cells.map((c) => c[2]));
    chart(element, (t) => ({
      grid: { left: 56, right: 70, top: 14, bottom: 46 },
      xAxis: axis(t, { type: "category", splitLine: { show: false }, ...x(t) }),
      yAxis: axis(t, { type: "category", splitLine: { show: false }, ...y(t) }),
      tooltip: tooltip(t, { formatter: (p) => words(p.value) }),
      visualMap: {
        min: 0, max: most, right: 6, top: "middle", itemHeight: 160, itemWidth: 12, precision: 0,
        textStyle: { color: t.muted }, inRange: { color: [t.soft, t.accent] }, calculable: false,
        text: [count(most), "0"],
      },
      series: [{ type: "heatmap", data: cells, emphasis: { disabled: true }, ...more }],
    }));
  }

  const cells = (grid) => grid.flatMap((row, j) => row.map((n, i) => [i, j, n])).filter((c) => c[2] > 0);

  all(root, "[data-run]").forEach((panel, index) => {
    const run = data.runs[index];
    const at = (name) => panel.querySelector(`[data-chart=${name}]`);

    const classes = [...run.classes].sort((a, b) => b.objects - a.objects);
    bars(at("classes"), classes.map((c) => c.name), classes.map((c) => c.objects), (i) =>
      `<b><bdi>${escape(short(classes[i].name, 40))}</bdi></b><br>${count(classes[i].objects)} objects in ${count(classes[i].images)} images`);

    const side = (i) => Math.round(2 ** (i / 2));
    const used = cells(run.sizes).flatMap((c) => [c[0], c[1]]);
    const last = Math.max(1, ...used);
    const labels = Array.from({ length: last + 1 }, (_, i) => String(side(i)));
    const name = (i) => `${side(i)} to ${side(i + 1)}`;
    // sizes[i][j]: i is the width, so it is the column of a cell.
    heat(at("sizes"), cells(run.sizes).map(([j, i, n]) => [i, j, n]),
      (t) => ({ data: labels, name: "width", nameGap: 28, axisLabel: { color: t.muted, hideOverlap: true } }),
      (t) => ({ data: labels, name: "height", nameGap: 38, axisLabel: { color: t.muted, hideOverlap: true } }),
      ([i, j, n]) => `${count(n)} boxes<br>width ${name(i)}, height ${name(j)}`);

    const grid = run.centres.map((_, i) => String(i));
    heat(at("centres"), cells(run.centres),
      () => ({ data: grid, axisLabel: { show: false }, name: "width of the image", nameGap: 14 }),
      () => ({ data: grid, axisLabel: { show: false }, inverse: true, name: "height of the image", nameGap: 14 }),
      ([i, j, n]) => `${count(n)} boxes<br>${Math.round((i + 0.5) / grid.length * 100)} % from the left, ${Math.round((j + 0.5) / grid.length * 100)} % from the top`);

    const ratio = (i) => {
      const r = 2 ** ((i - 16) / 4);
      return r >= 1 ? `${r.toFixed(1)} : 1` : `1 : ${(1 / r).toFixed(1)}`;
    };
    bars(at("aspects"), run.aspects.map((_, i) => ratio(i)), run.aspects, (i) =>
      `${ratio(i)}<br>${count(run.aspects[i])} boxes`);

    const images = run.objectsPerImage;
    const beyond = (i) => (i === 100 ? "100 or more" : String(i));
    bars(at("crowding"), images.map((_, i) => beyond(i)), images, (i) =>
      `${beyond(i)} objects<br>${count(images[i])} images`);
  });
});
