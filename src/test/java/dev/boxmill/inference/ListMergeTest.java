package dev.boxmill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.TileMerge;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of views, tiles and models, worked by hand. */
final class ListMergeTest {
  private static final int MANY = 100;

  private static Detection box(double score, double x, double w, String model) {
    return new Detection(3, "c", score, x, 0, w, 10, 4, model, null);
  }

  private static ViewResult view(TileMerge.Tile tile, Detection... found) {
    ViewResult view = new ViewResult(tile);
    view.found(List.of(found));
    return view;
  }

  private static Combination views(NmsSettings merge) {
    return new Combination("flip", merge, .5, 0, 0, 1, false, 1, List.of());
  }

  @Test
  void viewsAreMergedByNmsWhereTheBestStaysAsItIs() {
    // IoU of [0, 10] and [1, 11] is 9 / 11, above .5; [30, 40] stands alone.
    List<List<ViewResult>> results =
        List.of(
            List.of(
                view(null, box(.8, 0, 10, null)),
                view(null, box(.9, 1, 10, null), box(.3, 30, 10, null))));
    List<Detection> merged =
        new ListMerge(views(NmsSettings.hard(.5)), 1).image(results, 64, 64, MANY);
    assertEquals(List.of(box(.9, 1, 10, null), box(.3, 30, 10, null)), merged);
    assertEquals(1, new ListMerge(views(NmsSettings.hard(.5)), 1).image(results, 64, 64, 1).size());
  }

  @Test
  void whatOneOfTwoViewsAloneHasFoundKeepsHalfItsScoreInFusion() {
    List<List<ViewResult>> results =
        List.of(
            List.of(
                view(null, box(.6, 0, 10, "m")),
                view(null, box(.6, 2, 10, "m"), box(.5, 30, 10, "m"))));
    List<Detection> merged = new ListMerge(views(null), 1).image(results, 64, 64, MANY);
    // Equal scores: the mean of 0 and 2 (IoU 8 / 12). A fused box comes of no one query.
    assertEquals(2, merged.size());
    assertEquals(1, merged.get(0).x(), 1e-9);
    assertEquals(.6, merged.get(0).score(), 1e-9);
    assertEquals(.25, merged.get(1).score(), 1e-9);
    assertEquals(Detection.NO_QUERY, merged.get(0).query());
    assertEquals("m", merged.get(0).model());
  }

  @Test
  void modelsKeptApartShareOneListByScore() {
    List<List<ViewResult>> results =
        List.of(List.of(view(null, box(.5, 0, 10, "a"))), List.of(view(null, box(.9, 0, 10, "b"))));
    List<Detection> all = new ListMerge(Combination.NONE, 2).image(results, 64, 64, MANY);
    assertEquals(List.of("b", "a"), all.stream().map(Detection::model).toList());
  }

  @Test
  void weightsOfTheModelsCountInFusion() {
    Combination fused = new Combination("", null, .5, 0, 0, 1, true, .5, List.of(3.0, 1.0));
    List<List<ViewResult>> results =
        List.of(
            List.of(view(null, box(.8, 0, 10, null))), List.of(view(null, box(.8, 4, 10, null))));
    List<Detection> all = new ListMerge(fused, 2).image(results, 64, 64, MANY);
    // IoU 6 / 14 is not above .5: two boxes. Scores .8 * 3 / 4 and .8 * 1 / 4.
    assertEquals(2, all.size());
    assertEquals(.6, all.get(0).score(), 1e-9);
    assertEquals(.2, all.get(1).score(), 1e-9);
  }

  @Test
  void aBoxThatATileCutsGoesWhereAnotherHasItWhole() {
    Combination tiles = new Combination("", null, .5, 40, .5, .5, false, 1, List.of());
    List<TileMerge.Tile> plan = tiles.tiles(60, 10).tiles();
    assertEquals(List.of(0, 20), plan.stream().map(TileMerge.Tile::x).toList());
    // The object is [25, 45]: the first tile sees [25, 40], the second all of it at [5, 25].
    List<List<ViewResult>> results =
        List.of(
            List.of(
                view(plan.get(0), box(.9, 25, 15, null)), view(plan.get(1), box(.7, 5, 20, null))));
    List<Detection> all = new ListMerge(tiles, 1).image(results, 60, 10, MANY);
    assertEquals(1, all.size());
    assertEquals(25, all.get(0).x());
    assertEquals(20, all.get(0).w());
    assertEquals(4, all.get(0).query());
  }

  @Test
  void viewsOfATileAreMergedBeforeTheTilesAre() {
    Combination both =
        new Combination("flip", NmsSettings.hard(.5), .5, 40, .5, .5, false, 1, List.of());
    List<TileMerge.Tile> plan = both.tiles(60, 10).tiles();
    // The first tile's views see [25, 40] of [25, 45], and [2, 12] twice, .8 the better. The second
    // tile's see all of the object at [5, 25], where .7 beats the mirrored view's [6, 26].
    List<List<ViewResult>> results =
        List.of(
            List.of(
                view(plan.get(0), box(.9, 25, 15, null), box(.6, 3, 10, null)),
                view(plan.get(0), box(.8, 2, 10, null)),
                view(plan.get(1), box(.7, 5, 20, null)),
                view(plan.get(1), box(.5, 6, 20, null))));
    List<Detection> all = new ListMerge(both, 1).image(results, 60, 10, MANY);
    assertEquals(List.of(box(.8, 2, 10, null), box(.7, 25, 20, null)), all);
  }
}
