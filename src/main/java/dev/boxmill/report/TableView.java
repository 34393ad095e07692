package dev.boxmill.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table to sort, to search and to copy; {@code table.jte} writes it.
 *
 * @param caption says what the rows are; read aloud, and shown above the table
 * @param columns the first one names the row
 * @param rows a cell a column
 */
public record TableView(String caption, List<Column> columns, List<List<Cell>> rows) {
  /** Shorter tables need no search field. */
  private static final int SEARCHABLE = 10;

  public TableView {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * A column.
   *
   * @param name the heading
   * @param number whether it is set and sorted as numbers
   * @param hint what the heading stands for; empty: it speaks for itself
   */
  public record Column(String name, boolean number, String hint) {}

  /**
   * A cell.
   *
   * @param text what a person reads
   * @param value what is sorted by; NaN: by the text
   */
  public record Cell(String text, double value) {

    /** {@return whether there is a number behind the text that says more than the text} */
    public boolean rounded() {
      return !Double.isNaN(value) && !exact().equals(text);
    }

    /** {@return the number for machines, to six digits: what tables of 365 classes can afford} */
    public String exact() {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.valueOf((long) value)
          : String.valueOf(new BigDecimal(value).round(new MathContext(6)).doubleValue());
    }

    static Cell text(String text) {
      return new Cell(text, Double.NaN);
    }

    /** Three decimals; -1 is undefined. */
    static Cell metric(double value) {
      return value >= 0 ? new Cell(Format.metric(value), value) : text(Format.UNDEFINED);
    }

    /** Three decimals and a sign; NaN is unknown. */
    static Cell change(double value) {
      return Double.isNaN(value) ? text(Format.UNDEFINED) : new Cell(Format.signed(value), value);
    }

    /** -1 is unknown. */
    static Cell count(double value) {
      return value >= 0 ? new Cell(Format.count(value), value) : text(Format.UNDEFINED);
    }

    /** Of a hundred, one decimal; -1 is undefined. */
    static Cell percent(double fraction) {
      return fraction >= 0 ? new Cell(Format.percent(fraction), fraction) : text(Format.UNDEFINED);
    }
  }

  /** {@return whether there are so many rows that one wants to search} */
  public boolean searchable() {
    return rows.size() >= SEARCHABLE;
  }

  static <T> Builder<T> of(Class<T> rows) {
    return new Builder<>();
  }

  /** Columns one by one, then rows of any kind. */
  static final class Builder<T> {
    private final List<Column> columns = new ArrayList<>();
    private final List<Function<T, Cell>> cells = new ArrayList<>();

    Builder<T> text(String name, Function<T, String> value) {
      columns.add(new Column(name, false, ""));
      cells.add(row -> Cell.text(value.apply(row)));
      return this;
    }

    Builder<T> column(String name, String hint, Function<T, Cell> cell) {
      columns.add(new Column(name, true, hint));
      cells.add(cell);
      return this;
    }

    Builder<T> metric(String name, String hint, Function<T, Double> value) {
      return column(name, hint, row -> Cell.metric(value.apply(row)));
    }

    Builder<T> count(String name, String hint, Function<T, Double> value) {
      return column(name, hint, row -> Cell.count(value.apply(row)));
    }

    TableView rows(String caption, List<T> rows) {
      return new TableView(
          caption,
          columns,
          rows.stream().map(r -> cells.stream().map(c -> c.apply(r)).toList()).toList());
    }
  }
}
