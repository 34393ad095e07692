package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

  /** A weight of 3 is the same as three boxes, whatever the unit. */
  @Test
  void weightsAreAsManyBoxes() {
    double[][] boxes = Boxes.random(2_000, 2, 1);
    SizeHistogram repeated = new SizeHistogram();
    WeightSurvey survey = new WeightSurvey(BoxWeight.COLUMN);
    for (int i = 0; i < boxes.length; i++) {
      for (int n = 0; n <= i % 4; n++) {
        repeated.add(boxes[i][0], boxes[i][1]);
      }
      survey.add(boxes[i][0], boxes[i][1], 1 + i % 4, 0);
    }
    SizeHistogram weighted = new SizeHistogram();
    for (int i = 0; i < boxes.length; i++) {
      long units = survey.weights().of(boxes[i][0], boxes[i][1], 1 + i % 4, 0);
      weighted.add(boxes[i][0], boxes[i][1], units);
    }
    assertEquals(2_000, weighted.result().counted());
    for (Centre centre : Centre.values()) {
      KMeansOptions options = new KMeansOptions(6, centre, 7, 2, 1_000);
      Clustering expected = AnchorKMeans.fit(repeated.result(), options);
      Clustering found = AnchorKMeans.fit(weighted.result(), options);
      assertEquals(expected.averageIou(), found.averageIou(), 1e-12);
      assertEquals(expected.anchors().get(3).w(), found.anchors().get(3).w(), 1e-9);
    }
  }

  /** 8 boxes of class 1 and 2 of class 2: each box of the rare class weighs four of the other. */
  @Test
  void inverseClassGivesAllClassesTheSame() {
    WeightSurvey survey = new WeightSurvey(BoxWeight.INVERSE_CLASS);
    WeightSurvey other = new WeightSurvey(BoxWeight.INVERSE_CLASS);
    for (int i = 0; i < 10; i++) {
      (i % 3 == 0 ? survey : other).add(1, 1, Double.NaN, i < 8 ? 1 : 2);
    }
    survey.add(0, 1, 1, 3); // of no size: no class of its own
    survey.merge(other.state());
    Weights weights = survey.weights();
    assertEquals(4 * weights.of(1, 1, 1, 1), weights.of(1, 1, 1, 2));
    assertArrayEquals(new Object[] {1L, 2L}, weights.ofClass().keySet().toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 1L << 33})
  void sumsOfUnitsNeverOverflow(long boxes) {
    for (double heaviest : new double[] {1e-9, 1, 1.999, 2, 12345.678}) {
      Units units = Units.of(boxes, heaviest);
      assertTrue(Math.multiplyExact(boxes, units.of(heaviest)) <= 1L << 62);
      double back = units.of(heaviest) * units.unit();
      assertEquals(heaviest, back, heaviest * Math.scalb(1.0, -25));
    }
  }

  @Test
  void areaOfARandomBoxIsItsWeight() {
    Random random = new Random(1);
    WeightSurvey survey = new WeightSurvey(BoxWeight.AREA);
    double[][] boxes = Boxes.random(1_000, random.nextLong(), 0.01);
    for (double[] box : boxes) {
      survey.add(box[0], box[1], 1, 1);
    }
    Weights weights = survey.weights();
    for (double[] box : boxes) {
      double area = weights.of(box[0], box[1], 1, 1) * weights.units().unit();
      assertEquals(box[0] * box[1], area, weights.units().unit());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWeightsThatAreNone(double weight) {
    WeightSurvey survey = new WeightSurvey(BoxWeight.COLUMN);
    assertThrows(UserException.class, () -> survey.add(1, 1, weight, 1));
  }
}
