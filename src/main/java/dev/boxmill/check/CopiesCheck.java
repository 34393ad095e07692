package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same picture twice: within the set, or in it and in the set it is held against. */
@AutoService(Check.class)
public final class CopiesCheck implements Check {

  @Override
  public List<Finding> run(DataSet data) {
    List<Finding> found = new ArrayList<>(within(data));
    if (data.against() != null) {
      found.addAll(between(data, data.against()));
    }
    return found;
  }

  private static List<Finding> within(DataSet data) {
    Tally twice = data.tally("same-image-twice", Severity.WARNING);
    ImageTable images = data.annotations().images();
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < images.size(); i++) {
      int image = i;
      String hash = hash(data, i);
      Integer earlier = hash.isEmpty() ? null : first.putIfAbsent(hash, i);
      if (earlier != null && !data.files().facts().get(i).path().equals(path(data, earlier))) {
        twice.add(() -> same(images.fileName(image), images.fileName(earlier)));
      }
    }
    return twice.found("image files have the same bytes as another", "keep one of them");
  }

  private static List<Finding> between(DataSet data, DataSet other) {
    Tally content = data.tally("overlap-by-content", Severity.ERROR);
    Tally name = data.tally("overlap-by-name", Severity.WARNING);
    Tally onlyName = data.tally("same-name-other-image", Severity.INFO);
    Map<String, String> hashes = new HashMap<>();
    Map<String, Integer> names = new HashMap<>();
    ImageTable theirs = other.annotations().images();
    for (int i = 0; i < theirs.size(); i++) {
      names.putIfAbsent(theirs.fileName(i), i);
      if (!hash(other, i).isEmpty()) {
        hashes.putIfAbsent(hash(other, i), theirs.fileName(i));
      }
    }
    ImageTable ours = data.annotations().images();
    for (int i = 0; i < ours.size(); i++) {
      String called = ours.fileName(i);
      String copy = hashes.get(hash(data, i));
      Integer namesake = names.get(called);
      if (copy != null) {
        content.add(() -> same(called, copy + " of the other set"));
      } else if (namesake != null) {
        boolean known = path(data, i) != null && path(other, namesake) != null;
        (known ? onlyName : name).add(() -> Example.of(called, "in both sets"));
      }
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(
        content.found(
            "images are in both sets; results on one overstate what was learnt from the other",
            "drop them from one set"));
    found.addAll(
        name.found(
            "file names are in both sets",
            "give --images and --against-images to compare the pictures"));
    found.addAll(
        onlyName.found(
            "file names are in both sets, of different pictures", "nothing, if that is meant"));
    return found;
  }

  private static Example same(String image, String copy) {
    return Example.of(image, "same bytes as " + copy);
  }

  private static String hash(DataSet data, int image) {
    ImageFact fact = data.files() == null ? null : data.files().facts().get(image);
    return fact == null ? "" : fact.hash();
  }

  private static String path(DataSet data, int image) {
    ImageFact fact = data.files() == null ? null : data.files().facts().get(image);
    return fact == null ? null : fact.path();
  }
}
