package dev.boxmill.audit;

import dev.boxmill.audit.Suspect.Box;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Annotations with suggestions followed.
 *
 * @param annotations the corrected ones; labels keep their ids, new ones get the ids after the
 *     largest
 * @param changes the suggestions followed, with the ids of the labels they made or changed
 */
public record Correction(Annotations annotations, List<Change> changes) {

  /**
   * A suggestion that was followed.
   *
   * @param suspect what was wrong, and what it became
   * @param objectId the label's id; of a missing label, the id that it got
   */
  public record Change(Suspect suspect, long objectId) {}

  /**
   * Follows suggestions, the most confident first. A label whose twin was removed as a duplicate
   * stays, whatever else is said of it being one.
   *
   * @param given what was audited; not changed
   * @param suspects in any order
   * @param minConfidence least confidence of a suggestion to follow
   * @return images, categories and what is known of whole images stay
   */
  public static Correction apply(Annotations given, List<Suspect> suspects, double minConfidence) {
    GroundTruthTable rows = given.groundTruths();
    long nextId = 1;
    for (int row = 0; row < rows.size(); row++) {
      nextId = Math.max(nextId, rows.id(row) + 1);
    }
    Map<Long, Suspect> byObject = new HashMap<>();
    Set<Long> removed = new HashSet<>();
    List<Change> changes = new ArrayList<>();
    List<GroundTruth> added = new ArrayList<>();
    for (Suspect s : suspects.stream().sorted(Comparator.naturalOrder()).toList()) {
      if (s.confidence() < minConfidence
          || (s.kind() == SuspectKind.DUPLICATE && removed.contains(s.twinId()))) {
        continue;
      }
      long id = s.kind() == SuspectKind.MISSING ? nextId++ : s.objectId();
      changes.add(new Change(s, id));
      if (s.kind() == SuspectKind.MISSING) {
        added.add(label(id, s));
      } else {
        byObject.put(id, s);
        if (s.suggested() == null) {
          removed.add(id);
        }
      }
    }
    GroundTruthTable.Builder builder = new GroundTruthTable.Builder();
    for (int row = 0; row < rows.size(); row++) {
      GroundTruth o = rows.groundTruth(row);
      if (!removed.contains(o.id())) {
        builder.add(changed(o, byObject.get(o.id())));
      }
    }
    added.forEach(builder::add);
    return new Correction(
        new Annotations(given.images(), given.categories(), builder.build(), given.labels()),
        List.copyOf(changes));
  }

  private static GroundTruth label(long id, Suspect s) {
    Box b = s.suggested();
    return new GroundTruth(
        id, s.imageId(), s.suggestedCategoryId(), b.x(), b.y(), b.w(), b.h(), b.w() * b.h(), false);
  }

  /** A label that moves loses its mask and keypoints: they belong to the wrong box. */
  private static GroundTruth changed(GroundTruth o, Suspect s) {
    if (s == null) {
      return o;
    }
    if (s.kind() == SuspectKind.WRONG_CLASS) {
      return o.withIds(o.id(), o.imageId(), s.suggestedCategoryId());
    }
    Box b = s.suggested();
    return new GroundTruth(
        o.id(),
        o.imageId(),
        o.categoryId(),
        b.x(),
        b.y(),
        b.w(),
        b.h(),
        b.w() * b.h(),
        o.flags(),
        null,
        null);
  }
}
