package dev.boxmill.audit;

import dev.boxmill.error.InternalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the models behave on this data set: what they usually say of a label, of an empty place, of
 * something unlabelled. Most labels are right, so what is usual is what right labels look like.
 * Counts only: parts merge in any order to the same.
 */
public final class Behaviour {

  /** Of one model; each a distribution of scores but {@link #fit}. */
  static final class Model {
    /** Of the label's class, at a label; by size, by class and size. */
    final NestedHistogram same;

    /** Of any class, at a label; likewise. */
    final NestedHistogram any;

    /** Of any class but the true one; by the score of the true one. */
    final NestedHistogram other = new NestedHistogram(Bins.SCORE, Bins.SCORE, 0);

    /** Of any class where there is no label; by size. */
    final NestedHistogram empty = new NestedHistogram(Bins.SCORE, Bins.SIZE, 0);

    /** Second best score around a label that stands alone; by size. */
    final NestedHistogram second = new NestedHistogram(Bins.SCORE, Bins.SIZE, 0);

    /** Of the site's class, at sites; by size, by class and size. */
    final NestedHistogram site;

    /** IoU of label and detection; by score, by score and size. */
    final NestedHistogram fit = new NestedHistogram(Bins.IOU, Bins.COARSE, Bins.COARSE * Bins.SIZE);

    Model(int classes) {
      same = new NestedHistogram(Bins.SCORE, Bins.SIZE, classes * Bins.SIZE);
      any = new NestedHistogram(Bins.SCORE, Bins.SIZE, classes * Bins.SIZE);
      site = new NestedHistogram(Bins.SCORE, Bins.SIZE, classes * Bins.SIZE);
    }

    List<NestedHistogram> all() {
      return List.of(same, any, other, empty, second, site, fit);
    }
  }

  final List<Model> models = new ArrayList<>();

  /** IoU of each label with the one that overlaps it most. */
  final NestedHistogram twins = new NestedHistogram(Bins.IOU, 0, 0);

  private long sites;

  /**
   * Counts of nothing yet.
   *
   * @param models how many detectors judge together, at least 1
   * @param classes how many the annotations have; 0 counts as 1
   */
  public Behaviour(int models, int classes) {
    for (int m = 0; m < models; m++) {
      this.models.add(new Model(Math.max(1, classes)));
    }
  }

  /** Index of a class and size. */
  static int narrow(int category, int size) {
    return category * Bins.SIZE + size;
  }

  /** Number of labels. */
  long labels() {
    return twins.atLeast(0);
  }

  /** Number of sites. */
  long sites() {
    return sites;
  }

  void add(Evidence e) {
    for (int g = 0; g < e.scene.objects(); g++) {
      twins.add(Bins.iou(e.twinIou[g]), 0, 0);
    }
    sites += e.sites.size();
    for (int m = 0; m < models.size(); m++) {
      Model model = models.get(m);
      for (int g = 0; g < e.scene.objects(); g++) {
        int size = e.scene.size(g);
        int narrow = narrow(e.scene.classes[g], size);
        int same = Bins.score(e.same[m][g]);
        model.same.add(same, size, narrow);
        model.any.add(Bins.score(e.any(m, g)), size, narrow);
        model.other.add(Bins.score(e.other[m][g]), same, 0);
        if (e.mirrored[m][g] >= 0) {
          model.empty.add(Bins.score(e.mirrored[m][g]), size, 0);
        }
        if (e.alone(g)) {
          model.second.add(Bins.score(e.second[m][g]), size, 0);
        }
        if (same > 0) {
          int coarse = Bins.coarse(e.same[m][g]);
          model.fit.add(Bins.iou(e.sameIou[m][g]), coarse, narrow(coarse, size));
        }
      }
      for (Evidence.Site site : e.sites) {
        int size = Scene.size(e.scene.found[site.model()].boxes(), site.detection());
        model.site.add(Bins.score(site.scores()[m]), size, narrow(site.category(), size));
      }
    }
  }

  /** {@return all counts, for {@link #merge} elsewhere} */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(sites);
      twins.write(out);
      for (Model model : models) {
        for (NestedHistogram histogram : model.all()) {
          histogram.write(out);
        }
      }
    } catch (IOException e) {
      throw new InternalException("counts cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Adds the counts of another part.
   *
   * @param bytes what {@link #bytes} gave, of as many models and classes
   * @throws InternalException when they break off
   */
  public void merge(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      sites += in.readLong();
      twins.merge(in);
      for (Model model : models) {
        for (NestedHistogram histogram : model.all()) {
          histogram.merge(in);
        }
      }
    } catch (IOException e) {
      throw new InternalException("counts of another shape", e);
    }
  }
}
