package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The columns of annotations in Parquet (docs/formats/annotations-parquet.md). */
final class AnnotationSchema {
  /** Key of the file's metadata that holds the classes, as COCO's "categories". */
  static final String CATEGORIES = "boxmill.categories";

  static final MessageType WRITTEN =
      MessageTypeParser.parseMessageType(
          """
          message annotations {
            required int64 image_id;
            required binary path (STRING);
            required int32 width;
            required int32 height;
            required group annotations (LIST) {
              repeated group list {
                required group element {
                  required int64 id;
                  required int32 category_id;
                  required binary label (STRING);
                  required double x;
                  required double y;
                  required double w;
                  required double h;
                  required double area;
                  required boolean crowd;
                  required boolean ignore;
                  required boolean difficult;
                  required boolean truncated;
                  required boolean occluded;
                  required boolean group_of;
                  required boolean depiction;
                  required boolean inside;
                  optional group mask {
                    required int32 height;
                    required int32 width;
                    required binary counts (STRING);
                  }
                  optional group polygons (LIST) {
                    repeated group list {
                      required group element (LIST) {
                        repeated group list {
                          required double element;
                        }
                      }
                    }
                  }
                  optional group keypoints (LIST) {
                    repeated group list {
                      required double element;
                    }
                  }
                }
              }
            }
            optional group present_category_ids (LIST) {
              repeated group list {
                required int32 element;
              }
            }
            optional group absent_category_ids (LIST) {
              repeated group list {
                required int32 element;
              }
            }
            optional group incomplete_category_ids (LIST) {
              repeated group list {
                required int32 element;
              }
            }
          }
          """);

  /** Columns that a file must have. */
  private static final Set<String> NEEDED =
      Set.of("path", "annotations", "category_id", "x", "y", "w", "h");

  private final String file;
  private final Set<String> unwanted;

  private AnnotationSchema(String file, Set<String> unwanted) {
    this.file = file;
    this.unwanted = unwanted;
  }

  /** Whether a file has a column of annotations, whatever is in it. */
  static boolean fits(MessageType schema) {
    return schema.containsField("annotations");
  }

  /**
   * Those of a file's columns that are read.
   *
   * @param file what messages call it
   * @param unwanted names of columns to pass over
   * @throws UserException when one is missing or of another kind
   */
  static MessageType of(String file, MessageType schema, Set<String> unwanted) {
    List<Type> found = new AnnotationSchema(file, unwanted).fields("", WRITTEN, schema);
    return new MessageType(schema.getName(), found);
  }

  /** Whether a list of annotations in {@link #of} has a column. */
  static boolean has(MessageType wanted, String column) {
    return element(wanted.getType("annotations")).asGroupType().containsField(column);
  }

  private List<Type> fields(String prefix, GroupType ours, GroupType theirs) {
    List<Type> found = new ArrayList<>();
    for (Type field : ours.getFields()) {
      String name = field.getName();
      if (unwanted.contains(name)) {
        continue;
      }
      if (theirs.containsField(name)) {
        found.add(fit(prefix + name, field, theirs.getType(name)));
      } else if (NEEDED.contains(name) || prefix.endsWith("mask.")) {
        throw wrong(prefix + name, field);
      }
    }
    return found;
  }

  /** Their type as far as it is ours: of a structure the fields that we know. */
  private Type fit(String name, Type ours, Type theirs) {
    if (ours.isPrimitive()) {
      if (!theirs.isPrimitive() || !fits(kind(ours), theirs)) {
        throw wrong(name, ours);
      }
      return theirs;
    }
    if (theirs.isPrimitive() || theirs.isRepetition(Type.Repetition.REPEATED)) {
      throw wrong(name, ours);
    }
    GroupType group = theirs.asGroupType();
    if (!isList(ours)) {
      return group.withNewFields(fields(name + ".", ours.asGroupType(), group));
    }
    Type element = element(group);
    if (element == null) {
      throw wrong(name, ours);
    }
    GroupType middle = group.getType(0).asGroupType();
    return group.withNewFields(middle.withNewFields(fit(name, element(ours), element)));
  }

  private static boolean fits(PrimitiveTypeName ours, Type theirs) {
    PrimitiveTypeName kind = kind(theirs);
    boolean whole = kind == PrimitiveTypeName.INT32 || kind == PrimitiveTypeName.INT64;
    boolean decimal = theirs.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
    boolean single = !theirs.isRepetition(Type.Repetition.REPEATED) && !decimal;
    return single
        && switch (ours) {
          case INT32, INT64 -> whole;
          case DOUBLE ->
              whole || kind == PrimitiveTypeName.DOUBLE || kind == PrimitiveTypeName.FLOAT;
          default -> kind == ours;
        };
  }

  private static PrimitiveTypeName kind(Type type) {
    return type.asPrimitiveType().getPrimitiveTypeName();
  }

  static boolean isList(Type type) {
    return type.asGroupType().getFieldCount() == 1
        && type.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED);
  }

  /** What a list of three levels holds, whatever writers call the inner two; null for others. */
  static Type element(Type list) {
    boolean three =
        isList(list)
            && !list.asGroupType().getType(0).isPrimitive()
            && list.asGroupType().getType(0).asGroupType().getFieldCount() == 1;
    return three ? list.asGroupType().getType(0).asGroupType().getType(0) : null;
  }

  private UserException wrong(String name, Type ours) {
    String kind =
        ours.isPrimitive()
            ? switch (kind(ours)) {
              case INT32, INT64 -> "whole numbers";
              case DOUBLE -> "numbers";
              case BOOLEAN -> "booleans";
              default -> "strings";
            }
            : isList(ours) ? "lists" : "structures";
    return new UserException(
        file
            + ": column '"
            + name
            + "' is missing or does not hold "
            + kind
            + "; see docs/formats/annotations-parquet.md");
  }
}
