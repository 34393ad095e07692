package dev.boxmill.data;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which classes are kinds of which: a dog is a mammal, a mammal is an animal. Classes go by name; a
 * class may have several parents.
 */
public final class Hierarchy implements Serializable {
  /** Every class on its own. */
  public static final Hierarchy NONE = of(Map.of());

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, TreeSet<String>> parents = new TreeMap<>();

  private Hierarchy(Map<String, ? extends Collection<String>> given) {
    given.forEach(
        (child, wider) -> {
          TreeSet<String> others = new TreeSet<>(wider);
          others.remove(child);
          if (!others.isEmpty()) {
            parents.put(child, others);
          }
        });
  }

  /**
   * A hierarchy of classes by name.
   *
   * @param parents the next wider classes of a class; a class that is its own parent, and no
   *     parents, say nothing
   * @return a copy; it may hold a {@link #circle}
   */
  public static Hierarchy of(Map<String, ? extends Collection<String>> parents) {
    return new Hierarchy(parents);
  }

  /**
   * What {@link Category#supercategory} says, where it names another of the categories.
   *
   * @param categories in any order; of those with the same name all count
   * @return a hierarchy by their names
   */
  public static Hierarchy ofSupercategories(List<Category> categories) {
    Set<String> names = new HashSet<>();
    categories.forEach(category -> names.add(category.name()));
    Map<String, Set<String>> parents = new HashMap<>();
    for (Category category : categories) {
      if (names.contains(category.supercategory())) {
        parents
            .computeIfAbsent(category.name(), n -> new HashSet<>())
            .add(category.supercategory());
      }
    }
    return of(parents);
  }

  /** {@return a class that is, over several steps, a kind of itself; there should be none} */
  public Optional<String> circle() {
    TreeSet<String> left = new TreeSet<>(parents.keySet());
    boolean fewer = true;
    while (fewer) { // a class goes once all its parents are gone
      fewer = left.removeIf(child -> parents.get(child).stream().noneMatch(left::contains));
    }
    if (left.isEmpty()) {
      return Optional.empty();
    }
    String at = left.first();
    for (int step = 0; step < left.size(); step++) { // up, until surely in the circle
      at = parents.get(at).stream().filter(left::contains).findFirst().orElseThrow();
    }
    return Optional.of(at);
  }

  /** {@return whether every class stands on its own} */
  public boolean isEmpty() {
    return parents.isEmpty();
  }

  /** {@return every class that has a wider or a narrower one, by name} */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(parents.keySet());
    parents.values().forEach(names::addAll);
    return names;
  }

  /**
   * All classes that a class is a kind of, near or far.
   *
   * @param name of a class, which need not be known
   * @return by name, itself not among them unless it is part of a {@link #circle}; none for an
   *     unknown one
   */
  public Set<String> ancestors(String name) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      for (String parent : parents.getOrDefault(open.pop(), new TreeSet<>())) {
        if (found.add(parent)) {
          open.push(parent);
        }
      }
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hierarchy that && that.parents.equals(parents);
  }

  @Override
  public int hashCode() {
    return parents.hashCode();
  }

  @Override
  public String toString() {
    return parents.toString();
  }
}
