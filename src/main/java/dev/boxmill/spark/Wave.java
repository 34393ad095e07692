package dev.boxmill.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.InternalException;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a wave: images {@code from} to {@code to} - 1 of the list, and what was counted.
 *
 * @param reasons the errors by reason
 * @param seconds from its first task's start to its last one's end
 * @param sweeps what each task's sweep counted; empty without one
 * @param nanos threads' time by stage
 * @param batchSize images of a forward pass
 */
record Wave(
    int from,
    int to,
    long errors,
    Map<String, Long> reasons,
    long detections,
    double seconds,
    List<long[]> sweeps,
    Map<String, Long> nanos,
    int batchSize) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode json() {
    return JSON.valueToTree(this);
  }

  static List<Wave> parse(List<JsonNode> committed) {
    List<Wave> waves = new ArrayList<>();
    for (JsonNode wave : committed) {
      try {
        waves.add(JSON.treeToValue(wave, Wave.class));
      } catch (JsonProcessingException e) {
        throw new InternalException("a wave's file does not parse", e);
      }
    }
    return waves;
  }

  static DetectRun.Summary sum(List<Wave> waves, ModelProbe probe, NmsSweepGrid grid) {
    long images = 0;
    long errors = 0;
    long detections = 0;
    double seconds = 0;
    Map<String, Long> reasons = new TreeMap<>();
    List<long[]> sweeps = new ArrayList<>();
    Map<String, Long> nanos = new LinkedHashMap<>();
    for (Wave wave : waves) {
      images += wave.to - wave.from;
      errors += wave.errors;
      detections += wave.detections;
      seconds += wave.seconds;
      wave.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      sweeps.addAll(wave.sweeps);
      wave.nanos.forEach((stage, time) -> nanos.merge(stage, time, Long::sum));
    }
    return new DetectRun.Summary(
        images,
        errors,
        reasons,
        detections,
        seconds,
        probe.engine(),
        probe.device(),
        probe.batchSize(),
        StageCounts.shares(nanos),
        grid == null ? null : NmsSweep.result(grid, sweeps));
  }
}
