package dev.boxmill.store;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Takers of what Parquet pushes in: numbers, texts, lists, structures. */
final class RowParts {
  private RowParts() {}

  /** A structure whose fields have takers of their own. */
  static class Fields extends GroupConverter {
    Converter[] converters = {};

    static Converter[] converters(GroupType type, Function<Type, Converter> field) {
      return type.getFields().stream().map(field).toArray(Converter[]::new);
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  /** Gives the same row object every time. */
  static final class Same<T> extends RecordMaterializer<T> {
    private final T row;
    private final GroupConverter root;

    Same(T row, GroupConverter root) {
      this.row = row;
      this.root = root;
    }

    @Override
    public T getCurrentRecord() {
      return row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }

  /** A list in three levels of which the outermost tells when it begins and ends. */
  static Converter list(Converter element, Runnable start, Runnable end) {
    Fields middle = new Fields();
    middle.converters = new Converter[] {element};
    Fields list =
        new Fields() {
          @Override
          public void start() {
            start.run();
          }

          @Override
          public void end() {
            end.run();
          }
        };
    list.converters = new Converter[] {middle};
    return list;
  }

  /** Whole numbers of either size. */
  static Converter wholes(LongConsumer to) {
    return new PrimitiveConverter() {
      @Override
      public void addInt(int value) {
        to.accept(value);
      }

      @Override
      public void addLong(long value) {
        to.accept(value);
      }
    };
  }

  /** Numbers of any type. */
  static Converter numbers(DoubleConsumer to) {
    return new PrimitiveConverter() {
      @Override
      public void addInt(int value) {
        to.accept(value);
      }

      @Override
      public void addLong(long value) {
        to.accept(value);
      }

      @Override
      public void addFloat(float value) {
        to.accept(value);
      }

      @Override
      public void addDouble(double value) {
        to.accept(value);
      }
    };
  }

  /** Takes a truth value. */
  interface FlagConsumer {
    void accept(boolean value);
  }

  static Converter flag(FlagConsumer to) {
    return new PrimitiveConverter() {
      @Override
      public void addBoolean(boolean value) {
        to.accept(value);
      }
    };
  }

  /** Texts; those that a file keeps once, such as names of classes, are decoded once. */
  static Converter text(Consumer<String> to) {
    return new PrimitiveConverter() {
      private String[] words = {};

      @Override
      public boolean hasDictionarySupport() {
        return true;
      }

      @Override
      public void setDictionary(Dictionary dictionary) {
        words = new String[dictionary.getMaxId() + 1];
        for (int i = 0; i < words.length; i++) {
          words[i] = dictionary.decodeToBinary(i).toStringUsingUTF8();
        }
      }

      @Override
      public void addValueFromDictionary(int id) {
        to.accept(words[id]);
      }

      @Override
      public void addBinary(Binary value) {
        to.accept(value.toStringUsingUTF8());
      }
    };
  }
}
